import { Document, NodeIO } from "@gltf-transform/core";
import sharp from "sharp";
import type { Skin } from "./skin.ts";
import type { Solid } from "./solid.ts";

const JPEG_QUALITY = 86;

/** A solid with its skin as binary glTF 2.0: one mesh, one material, the texture inside as JPEG. */
export async function writeGlb(solid: Solid, skin: Skin): Promise<Uint8Array> {
  const { side, rgb } = skin;
  const jpeg = await sharp(rgb, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" })
    .toBuffer();
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: "SCALAR" | "VEC2" | "VEC3", array: Solid["indices" | "uvs"]) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const texture = document.createTexture("skin").setMimeType("image/jpeg").setImage(new Uint8Array(jpeg));
  const material = document
    .createMaterial("skin")
    .setBaseColorTexture(texture)
    .setMetallicFactor(0)
    .setRoughnessFactor(0.75);
  const primitive = document
    .createPrimitive()
    .setMaterial(material)
    .setIndices(accessor("SCALAR", solid.indices))
    .setAttribute("POSITION", accessor("VEC3", solid.positions))
    .setAttribute("NORMAL", accessor("VEC3", solid.normals))
    .setAttribute("TEXCOORD_0", accessor("VEC2", solid.uvs));
  const node = document.createNode("model").setMesh(document.createMesh("model").addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene("model").addChild(node));
  return new NodeIO().writeBinary(document);
}
