import { openDatabase } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import type { StoreUnderTest } from "../contract/generation-store.ts";
import { freshDatabase } from "./database.ts";

/** Two stores on one database, as two processes have it. */
export async function openGenerationStores(provider: DatabaseProvider): Promise<StoreUnderTest> {
  const { url, database, remove } = await freshDatabase(provider);
  const second = await openDatabase(url);
  return {
    store: createGenerationStore(database),
    elsewhere: createGenerationStore(second),
    clear: async () => {
      await database.client.generation.deleteMany();
      await database.client.providerGate.deleteMany();
    },
    close: async () => {
      await second.close();
      await remove();
    },
  };
}
