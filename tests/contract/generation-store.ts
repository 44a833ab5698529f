import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import type { GenerationStore } from "../../server/generation/store.ts";
import { gateRequirements } from "./generation-store/gate.ts";
import { insertRequirements } from "./generation-store/insert.ts";
import { pickingRequirements } from "./generation-store/picking.ts";
import { roundTripRequirements } from "./generation-store/round-trip.ts";
import { searchRequirements } from "./generation-store/search.ts";
import { writeRequirements } from "./generation-store/write.ts";

export interface StoreUnderTest {
  readonly store: GenerationStore;
  /** The same rows as another process has them: through a connection of its own. */
  readonly elsewhere: GenerationStore;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What every implementation of `GenerationStore` has to do. */
export function generationStoreContract(open: () => Promise<StoreUnderTest>): void {
  let opened: StoreUnderTest;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(() => opened.clear());
  afterAll(() => opened.close());

  const stores = () => opened;
  describe("keeping rows", () => roundTripRequirements(stores));
  describe("insert", () => insertRequirements(stores));
  describe("write", () => writeRequirements(stores));
  describe("finding and counting", () => searchRequirements(stores));
  describe("picking what is due", () => pickingRequirements(stores));
  describe("the gate's row", () => gateRequirements(stores));
}
