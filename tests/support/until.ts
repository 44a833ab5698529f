import { setTimeout as pause } from "node:timers/promises";

/** How often to look again, in ms. What is waited for is a fact, and never that time has passed. */
const lookAgainMs = 20;

/** Resolves once the condition holds; the test's own time limit ends what never does. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(lookAgainMs);
}
