import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";
import { generationStoreContract } from "./generation-store.ts";

generationStoreContract(async () => {
  const store = createMemoryGenerationStore();
  return { store, elsewhere: store, clear: async () => store.clear(), close: async () => {} };
});
