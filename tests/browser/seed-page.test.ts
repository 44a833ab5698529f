import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Generate3dAnswer, UploadAnswer } from "../../contract/routes.ts";
import { browserTest, useBrowser } from "../support/browser.ts";
import { MODEL_MS, modelJobs } from "../support/model-jobs.ts";
import { teapotPicture } from "../support/picture-of-thing.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

/** As the seed polls, in ms. */
const POLL_MS = 10_000;

const browser = useBrowser();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let jobs: ReturnType<typeof modelJobs>;
let snippets: { readonly submit: string; readonly poll: string; readonly listen: string };
beforeAll(async () => {
  waygate = await startWaygate();
  sandbox = steer(waygate.sandboxUrl);
  snippets = await readSnippets();
  const headers = { "content-type": "image/png" };
  const body = new Uint8Array(await teapotPicture());
  const answer = await fetch(`${waygate.url}/api/uploads`, { method: "POST", headers, body });
  const { url } = UploadAnswer.parse(await answer.json());
  jobs = modelJobs(waygate, url);
  snippets = { ...snippets, submit: replaced(snippets.submit, "https://example.com/image.png", url) };
});
afterAll(() => waygate.close());

/** The three code blocks of the seed's "Frontend Integration", as they stand there: the file is that part of it, unchanged. */
async function readSnippets() {
  const text = await readFile(join(import.meta.dirname, "seed-page.md"), "utf8");
  const [submit, poll, listen] = Array.from(text.matchAll(/```javascript\n(.*?)```/gs), ([, code]) => code);
  if (submit === undefined || poll === undefined || listen === undefined) throw new Error("A snippet is missing.");
  return { submit, poll, listen };
}

/** @throws Error when it does not stand there just once */
function replaced(code: string, what: string, by: string): string {
  const [before, after, ...more] = code.split(what);
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`There is not one ${what}.`);
  return before + by + after;
}

/** JavaScript has no names that begin with a digit. */
const parsing = (code: string, of: string): string => replaced(code, `${of}.3d_url`, `${of}["3d_url"]`);

/**
 * A tab at a page of this server that does nothing by itself, into which somebody puts a script of their own; and what
 * it has written to the console.
 */
async function open(context: BrowserContext, ...code: readonly string[]): Promise<{ page: Page; said: string[] }> {
  const page = await context.newPage();
  await page.clock.install();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(`${waygate.url}/health`);
  await page.addScriptTag({ path: colyseusBundle });
  await page.addScriptTag({ type: "module", content: code.join("\n") });
  return { page, said };
}
const colyseusBundle = join(import.meta.dirname, "../../node_modules/colyseus.js/dist/colyseus.js");

/** The page's own ten seconds pass until it says so. */
const polledUntil = ({ page, said }: { page: Page; said: string[] }, what: RegExp): Promise<void> =>
  until(async () => {
    await page.clock.runFor(POLL_MS);
    return said.some((line) => what.test(line));
  });

const ready = /^✅ 3D model ready: \/assets\/[0-9a-f]{64}\.glb$/;

test(
  'the seed\'s first two snippets run in a page, but for status.3d_url, which is status["3d_url"], and an image that exists: a job sent, the tab closed, a tab opened, still there, then completed',
  browserTest,
  async () => {
    const poll = parsing(snippets.poll, "status");
    const context = await browser.tinker(waygate.url);
    const submitted = context.waitForEvent("response", (response) => response.url().endsWith("/api/generate-3d"));
    const first = await open(context, snippets.submit, poll);
    const { record_id, status_url } = Generate3dAnswer.parse(await (await submitted).json());
    await jobs.accepted(record_id);
    await first.page.close();
    expect(first.said).toEqual([]);

    const asked = context.waitForEvent("response", (response) => response.url().endsWith(`/${record_id}`));
    const second = await open(context, poll, `pollJobStatus(${record_id});`);
    expect(await (await asked).json()).toMatchObject({
      record_id,
      status: "running",
      target_object: "Golden Retriever",
    });
    await sandbox.advance(MODEL_MS);
    await jobs.ended(record_id);
    await polledUntil(second, ready);
    expect(second.said).toEqual([expect.stringMatching(ready)]);
    const bytes = await second.page.evaluate(
      async ([path]) => [...new Uint8Array(await (await fetch(path ?? "")).arrayBuffer())].slice(0, 4),
      second.said.map((line) => line.slice(line.indexOf("/"))),
    );
    expect(String.fromCharCode(...bytes)).toBe("glTF");
    expect(await (await fetch(waygate.url + status_url)).json()).toMatchObject({ status: "completed" });
  },
);

test("and of a job that fails the seed's page says why", browserTest, async () => {
  browser.expectComplaints(/^❌ Job failed: /);
  await sandbox.fault("task_fails", 1, { provider: "tripo" });
  const context = await browser.tinker(waygate.url);
  const submitted = context.waitForEvent("response", (response) => response.url().endsWith("/api/generate-3d"));
  const theirs = await open(context, snippets.submit, parsing(snippets.poll, "status"));
  const { record_id } = Generate3dAnswer.parse(await (await submitted).json());
  await jobs.accepted(record_id);
  await sandbox.advance(MODEL_MS);
  const { error_message } = await jobs.ended(record_id);
  await polledUntil(theirs, /^❌/);
  expect(theirs.said).toEqual([`❌ Job failed: ${error_message}`]);
});

test(
  'the seed\'s third snippet runs with a Colyseus room in place of io() and room.onMessage in place of socket.on, data.result["3d_url"], and a session of the page by which the server knows whose job it is',
  browserTest,
  async () => {
    browser.expectComplaints(/^❌ Job failed: /);
    const session = `await fetch("/api/session", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: "{}",
  });`;
    const listen = replaced(parsing(snippets.listen, "data.result"), "io()", "room")
      .replace("const socket = room;", `const room = await new Colyseus.Client(location.origin).joinOrCreate("world");`)
      .replaceAll("socket.on(", "room.onMessage(");
    const submit = replaced(snippets.submit, "pollJobStatus(result.record_id);", "");
    const current = "const currentRecordId = result.record_id;";
    const context = await browser.tinker(waygate.url);

    for (const [fault, line] of [
      [null, ready],
      ["task_fails", /^❌ Job failed: [A-Z].*\.$/],
    ] as const) {
      if (fault !== null) await sandbox.fault(fault, 1, { provider: "tripo" });
      const submitted = context.waitForEvent("response", (response) => response.url().endsWith("/api/generate-3d"));
      const theirs = await open(context, session, listen, submit, current, 'console.log("listening");');
      const { record_id } = Generate3dAnswer.parse(await (await submitted).json());
      await until(() => theirs.said.includes("listening"));
      await jobs.accepted(record_id);
      await sandbox.advance(MODEL_MS);
      await until(() => theirs.said.some((each) => line.test(each)));
      await theirs.page.close();
    }
  },
);
