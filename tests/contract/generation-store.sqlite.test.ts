import { openGenerationStores } from "../support/generation-stores.ts";
import { generationStoreContract } from "./generation-store.ts";

generationStoreContract(() => openGenerationStores("sqlite"));
