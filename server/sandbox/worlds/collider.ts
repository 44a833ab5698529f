import { Document, NodeIO } from "@gltf-transform/core";
import type { Terrain } from "./terrain.ts";

/** Distance between the grid's lines, metres: 21,000 vertices in the largest world, so that 16 bits number them. */
const CELL_M = 1.25;

/**
 * The ground as a `.glb` to stand on: a square grid of the terrain's own height function.
 *
 * A point (x, y, z) of the world, in Babylon axes with y up, is stored as **(x, −y, z)**: the very numbers of the splat
 * file, and y down like the real provider's meshes. Babylon's glTF loader puts a left-handed `__root__` above the mesh,
 * which takes a file's (a, b, c) to (−a, b, c); a parent of `__root__` with `rotation.z = π` takes that to
 * (a, −b, c). So (x, −y, z) becomes (x, y, z) again, which is where splats shown with `scaling.y = -1` are. Triangles
 * turn counter-clockwise seen from the side that is up in the world, as glTF wants front faces.
 */
export async function writeCollider(terrain: Terrain): Promise<Uint8Array> {
  const cells = Math.ceil((2 * terrain.radius) / CELL_M);
  const lines = cells + 1;
  const positions = new Float32Array(lines * lines * 3);
  for (let row = 0; row < lines; row++) {
    for (let column = 0; column < lines; column++) {
      const x = (column / cells - 0.5) * 2 * terrain.radius;
      const z = (row / cells - 0.5) * 2 * terrain.radius;
      positions.set([x, -terrain.height(x, z), z], (row * lines + column) * 3);
    }
  }
  const indices = new Uint16Array(cells * cells * 6);
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const corner = row * lines + column;
      const triangles = [corner, corner + 1, corner + lines, corner + 1, corner + lines + 1, corner + lines];
      indices.set(triangles, (row * cells + column) * 6);
    }
  }
  const document = new Document();
  const buffer = document.createBuffer();
  const primitive = document
    .createPrimitive()
    .setIndices(document.createAccessor().setType("SCALAR").setArray(indices).setBuffer(buffer))
    .setAttribute("POSITION", document.createAccessor().setType("VEC3").setArray(positions).setBuffer(buffer));
  const node = document.createNode("collider").setMesh(document.createMesh("collider").addPrimitive(primitive));
  document.getRoot().setDefaultScene(document.createScene().addChild(node));
  return new NodeIO().writeBinary(document);
}
