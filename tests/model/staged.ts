/** A failure that the simulation put on: the core may tell of it, but of no other. */
export class Staged extends Error {
  override readonly name = "Staged";
}
