import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Texture } from "@babylonjs/core/Materials/Textures/texture";
import { CreateSphereVertexData } from "@babylonjs/core/Meshes/Builders/sphereBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { Scene } from "@babylonjs/core/scene";

const RADIUS = 500;

const vertexSource = `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
varying vec3 vDirection;
void main() {
  vDirection = position;
  gl_Position = viewProjection * world * vec4(position, 1.0);
}`;

/** Equirectangular, looked up by direction: its centre is +z, and its columns turn towards +x to the right. */
const fragmentSource = `
precision highp float;
varying vec3 vDirection;
uniform sampler2D picture;
void main() {
  vec3 d = normalize(vDirection);
  vec2 uv = vec2(0.5 + atan(d.x, d.z) / 6.2831853, acos(clamp(d.y, -1.0, 1.0)) / 3.14159265);
  gl_FragColor = vec4(texture2D(picture, uv).rgb, 1.0);
}`;

/** The world's panorama around the eye, behind everything. @throws when the picture cannot be read */
export async function hangPano(scene: Scene, file: Blob): Promise<void> {
  const picture = await readPicture(scene, file);
  picture.wrapU = Texture.WRAP_ADDRESSMODE;
  picture.wrapV = Texture.CLAMP_ADDRESSMODE;
  const material = new ShaderMaterial(
    "pano",
    scene,
    { vertexSource, fragmentSource },
    { attributes: ["position"], uniforms: ["world", "viewProjection"], samplers: ["picture"] },
  );
  material.backFaceCulling = false;
  material.disableDepthWrite = true;
  material.setTexture("picture", picture);
  const sphere = new Mesh("pano", scene);
  CreateSphereVertexData({ diameter: RADIUS * 2, segments: 12 }).applyToMesh(sphere);
  sphere.material = material;
  sphere.infiniteDistance = true;
  sphere.isPickable = false;
}

function readPicture(scene: Scene, file: Blob): Promise<Texture> {
  return new Promise((resolve, reject) => {
    const texture = new Texture("data:pano", scene, {
      buffer: file,
      deleteBuffer: true,
      // A smaller level would be chosen along the seam, where the picture's right edge meets its left.
      noMipmap: true,
      invertY: false,
      samplingMode: Texture.BILINEAR_SAMPLINGMODE,
      onLoad: () => resolve(texture),
      onError: (message) => {
        texture.dispose();
        reject(new Error(message ?? "The world's panorama cannot be read."));
      },
    });
  });
}
