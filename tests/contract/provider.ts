import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import type { Provider } from "../../server/generation/provider.ts";
import { type ProviderGround, prepareGround } from "./provider/ground.ts";
import { lookingRequirements } from "./provider/looking.ts";
import { searchingRequirements } from "./provider/searching.ts";
import { submittingRequirements } from "./provider/submitting.ts";
import { uploadingRequirements } from "./provider/uploading.ts";

/** What the suite has to know of an adapter. */
export interface ProviderUnderTest {
  /** The provider's name in the sandbox's faults and ledger. */
  readonly name: string;
  /** How long a task takes at the sandbox, in ms of its clock. */
  readonly taskMs: number;
  /** The files of a finished task, in the adapter's order; the first of them is the one that must be had. */
  readonly roles: readonly string[];
  /** What a finished task says besides its files. */
  readonly facts: readonly string[];
  /** Whether it hands files over before the POST. */
  readonly handsOver: boolean;
  open(settings: { readonly baseUrl: string; readonly apiKey: string; readonly now: () => number }): Provider;
  /** A row of a kind that this provider makes, as it is before anything was handed over. Each is another one. */
  order(): Generation;
  /** A row that could be submitted, which the provider turns down for what it says. */
  badOrder(): Generation;
}

/** What every implementation of `Provider` has to do, held against the sandbox. */
export function providerContract(underTest: ProviderUnderTest): void {
  let prepared: ProviderGround;
  beforeAll(async () => {
    prepared = await prepareGround(underTest);
  });
  // A provider works on so many tasks at once: those of the tests before have ended.
  beforeEach(() => prepared.advance(underTest.taskMs));
  afterAll(() => prepared.close());

  const ground = () => prepared;
  if (underTest.handsOver) describe("upload", () => uploadingRequirements(ground));
  describe("submit", () => submittingRequirements(ground));
  describe("look", () => lookingRequirements(ground));
  describe("search", () => searchingRequirements(ground));
}
