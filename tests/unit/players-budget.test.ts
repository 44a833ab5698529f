import { expect, test } from "vitest";
import { createBudget } from "../../server/players/budget.ts";
import { aGeneration, aTime } from "../support/generations.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const limits = { runningPerPlayer: 1, runningCastPerPlayer: 2, startsPerPlayerPerDay: 4 };
const over = expect.objectContaining({ code: "over_budget" });

async function budgetWith(...kinds: readonly string[]) {
  const store = createMemoryGenerationStore();
  for (const kind of kinds) await store.insert(aGeneration({ kind }));
  return createBudget({ store, limits, clock: { now: () => aTime, after: () => () => {} } });
}

test("a cast that is running leaves worlds and models their own places", async () => {
  const budget = await budgetWith("portrait", "video");
  await expect(budget.check("ada", "world")).resolves.toBeUndefined();
  await expect(budget.check("ada", "trailer")).rejects.toEqual(over);
  await expect(budget.check("grace", "trailer")).resolves.toBeUndefined();
});

test("worlds and models that are running leave a cast its places", async () => {
  const budget = await budgetWith("world");
  await expect(budget.check("ada", "model")).rejects.toEqual(over);
  await expect(budget.check("ada", "portrait")).resolves.toBeUndefined();
});

test("what is started in a day is counted together", async () => {
  const budget = await budgetWith("world", "model", "portrait", "video");
  await expect(budget.check("ada", "portrait")).rejects.toEqual(over);
});
