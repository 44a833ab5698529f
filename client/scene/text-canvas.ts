import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { DynamicTexture } from "@babylonjs/core/Materials/Textures/dynamicTexture";
import { CreatePlaneVertexData } from "@babylonjs/core/Meshes/Builders/planeBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";

const vertexSource = `
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
uniform mat4 viewProjection;
varying vec2 vUv;
void main() {
  vUv = uv;
  gl_Position = viewProjection * world * vec4(position, 1.0);
}`;

/** What is nearly clear is left out altogether, because the rest writes depth (see `alphaIndex` below). */
const fragmentSource = `
precision highp float;
varying vec2 vUv;
uniform sampler2D picture;
uniform float opacity;
void main() {
  vec4 texel = texture2D(picture, vUv);
  if (texel.a < 0.3) discard;
  gl_FragColor = vec4(texel.rgb, texel.a * opacity);
}`;

/** Before the splats of a generated world, which are drawn with the greatest index. */
const DRAWN_BEFORE_SPLATS = 100;

export interface TextCanvas {
  readonly mesh: Mesh;
  /** Clears the canvas and draws on it anew. */
  draw(paint: (context: CanvasRenderingContext2D) => void): void;
  dim(opacity: number): void;
  dispose(): void;
}

/**
 * A canvas that floats in the place and always faces the eye. It is drawn before the splats and writes depth, so that
 * splats behind it stay behind it: Babylon sorts transparent meshes by their centres, which says nothing about splats.
 */
export function floatCanvas(
  name: string,
  scene: Scene,
  pixels: { readonly width: number; readonly height: number },
  widthMetres: number,
): TextCanvas {
  const texture = new DynamicTexture(name, pixels, scene, true);
  texture.hasAlpha = true;
  texture.anisotropicFilteringLevel = 4;
  const material = new ShaderMaterial(
    name,
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position", "uv"],
      uniforms: ["world", "viewProjection", "opacity"],
      samplers: ["picture"],
      needAlphaBlending: true,
    },
  );
  material.setTexture("picture", texture);
  material.setFloat("opacity", 1);
  material.forceDepthWrite = true;
  const mesh = new Mesh(name, scene);
  CreatePlaneVertexData({ width: widthMetres, height: (widthMetres * pixels.height) / pixels.width }).applyToMesh(mesh);
  mesh.material = material;
  mesh.billboardMode = TransformNode.BILLBOARDMODE_ALL;
  mesh.alphaIndex = DRAWN_BEFORE_SPLATS;
  mesh.isPickable = false;
  return {
    mesh,
    draw(paint) {
      // The texture's canvas comes from the document, whose 2D context is exactly this.
      const context = texture.getContext();
      if (!(context instanceof CanvasRenderingContext2D)) return;
      context.clearRect(0, 0, pixels.width, pixels.height);
      paint(context);
      texture.update();
    },
    dim: (opacity) => void material.setFloat("opacity", opacity),
    dispose: () => mesh.dispose(false, true),
  };
}
