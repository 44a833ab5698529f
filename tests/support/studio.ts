import type { Page } from "playwright-core";
import { z } from "zod";
import type { CastKind } from "../../contract/shows.ts";
import { CharacterAnswer, ShowAnswer } from "../../contract/shows.ts";
import type { Visitor } from "./visitor.ts";

/** As long as a portrait and a video take with the sandbox in these tests: they end when its clock is moved, not before. */
export const CAST_SECONDS = 200;
export const slowCast = {
  SANDBOX_IMAGE_SECONDS: String(CAST_SECONDS),
  SANDBOX_VIDEO_SECONDS: String(CAST_SECONDS),
} as const;

const Kept = z.array(z.object({ jobId: z.string(), kind: z.string(), subjectId: z.string() }));

/** The Studio in somebody's tab. */
export function studioOf({ page }: Pick<Visitor, "page">) {
  const dialog = page.getByRole("dialog");
  const card = (kind: CastKind, name: string) =>
    dialog.getByRole("region", { name: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} of ${name}`, exact: true });
  return {
    dialog,
    card,
    async openLibrary() {
      await page.keyboard.press("u");
      await dialog.getByRole("button", { name: "New show" }).waitFor();
    },
    async openShow(title: string) {
      await dialog.getByRole("button", { name: title }).click();
      await dialog.getByRole("heading", { name: "The cast" }).waitFor();
    },
    /** Back to the Library, by the Studio's own button. */
    async leaveShow() {
      await dialog.getByRole("button", { name: "Library" }).click();
      await dialog.getByRole("button", { name: "New show" }).waitFor();
    },
    generate: (kind: CastKind, name: string) => card(kind, name).getByRole("button", { name: "Generate" }).click(),
    /** As an impatient hand does, though the button says that it is at work. */
    generateAnyway: (kind: CastKind, name: string) =>
      card(kind, name).getByRole("button", { name: "Generate" }).click({ force: true }),
    /** The names of those whose portraits are shown. */
    portraits: async () => {
      const shown = await dialog.getByRole("img", { name: /^Portrait of / }).all();
      const names = await Promise.all(shown.map((picture) => picture.getAttribute("alt")));
      return names.map((name) => name?.replace("Portrait of ", ""));
    },
    /** What this browser keeps of jobs under way. */
    kept: async () =>
      Kept.parse(await page.evaluate(() => JSON.parse(localStorage.getItem("waygate:background-tasks") ?? "[]"))),
  };
}

/** Every line that the page tells its console, from before its first script. */
export function consoleOf(page: Page): string[] {
  const lines: string[] = [];
  page.on("console", (message) => lines.push(message.text()));
  return lines;
}

/** A show with a cast, made by the page's own player over HTTP. */
export async function makeShow({ page }: Visitor, title: string, names: readonly string[], autoGenerate = false) {
  const show = ShowAnswer.parse(await post(page, "/api/shows", { title, logline: "A short tale.", autoGenerate }));
  const cast: CharacterAnswer[] = [];
  for (const name of names) {
    const words = { name, role: "Traveller", description: `${name}, forty, with a red scarf.` };
    cast.push(CharacterAnswer.parse(await post(page, `/api/shows/${show.id}/characters`, words)));
  }
  return { showId: show.id, cast };
}

export const post = (page: Page, path: string, body: object): Promise<unknown> =>
  page.evaluate(
    async ([where, json]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(where, { method: "POST", headers, body: json });
      if (!answer.ok) throw new Error(`${where} was answered with ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as unknown;
    },
    [path, JSON.stringify(body)] as const,
  );
