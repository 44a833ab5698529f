import { Document, NodeIO } from "@gltf-transform/core";

/** One triangle as a `.glb`, its corners given in the file's axes; with a picture on it where `picture` gives one. */
export async function triangleGlb(corners: readonly number[], picture?: Uint8Array): Promise<ArrayBuffer> {
  const document = new Document();
  const buffer = document.createBuffer();
  const positions = document.createAccessor().setType("VEC3").setArray(new Float32Array(corners)).setBuffer(buffer);
  const indices = document
    .createAccessor()
    .setType("SCALAR")
    .setArray(new Uint16Array([0, 1, 2]))
    .setBuffer(buffer);
  const primitive = document.createPrimitive().setAttribute("POSITION", positions).setIndices(indices);
  if (picture !== undefined) {
    const texture = document.createTexture().setImage(picture).setMimeType("image/png");
    primitive.setMaterial(document.createMaterial().setBaseColorTexture(texture));
  }
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene().addChild(node));
  return new Uint8Array(await new NodeIO().writeBinary(document)).buffer;
}
