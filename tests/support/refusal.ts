import { expect } from "vitest";
import { Refusal, type RefusalCode } from "../../contract/refusals.ts";
import { type Books, isServed, standing } from "./books.ts";
import { joinAs, type TestPlayer } from "./player.ts";

interface Refused {
  readonly code: RefusalCode;
  readonly type: string;
  readonly payload: unknown;
}

/** A request is turned down with this code and a sentence, everything is as it was, and the connection lives. */
export async function expectRefusal(asker: TestPlayer, books: Books, { code, type, payload }: Refused): Promise<void> {
  await isServed(asker);
  const before = await standing(asker, books);
  const refusal = Refusal.parse(await asker.refusal(type, payload));
  expect(refusal.code).toBe(code);
  expect(refusal.message).toMatch(/^\p{L}.{10,}[.…]$/su);
  await isServed(asker);
  expect(await standing(asker, books)).toEqual(before);
}

/** The same, asked over a connection of its own: so no test uses up the requests a second of another. */
export async function expectRefusalElsewhere(
  url: string,
  who: TestPlayer,
  books: Books,
  { worldId = "hub", ...refused }: Refused & { readonly worldId?: string },
): Promise<void> {
  const asker = await joinAs(url, who, { worldId });
  await expectRefusal(asker, books, refused);
  await asker.leave();
}
