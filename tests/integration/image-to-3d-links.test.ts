import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import { sendOn } from "../support/endless-picture.ts";
import { startLinkedWaygate } from "../support/linked-waygate.ts";
import { MODEL_MS, modelJobs } from "../support/model-jobs.ts";
import { teapotPicture } from "../support/picture-of-thing.ts";
import { blackPng } from "../support/pictures.ts";
import { steer } from "../support/sandbox-control.ts";
import { PUBLIC, type SmallInternet, startSmallInternet } from "../support/small-internet.ts";
import { runSql } from "../support/sql.ts";
import type { Waygate } from "../support/waygate.ts";
import { redirectTo } from "./files-provider.ts";

const MB = 1024 * 1024;
const INNER = "127.0.0.1";
const at = (path: string, host = "pictures.example") => `https://${host}${path}`;

let internet: SmallInternet;
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let jobs: ReturnType<typeof modelJobs>;
beforeAll(async () => {
  internet = await startSmallInternet();
  const { open, inner } = internet;
  internet.lead("pictures.example", [PUBLIC]);
  internet.lead("loopback.pictures.example", [INNER]);
  internet.lead("loopback6.pictures.example", ["::1"]);
  internet.lead("mapped.pictures.example", [`::ffff:${INNER}`]);
  internet.lead("private.pictures.example", ["10.0.0.1", "192.168.1.1"]);
  internet.lead("cloud.pictures.example", ["169.254.169.254"]);
  // Public while it is checked, and inner whenever it is asked for again.
  internet.lead("rebinding.pictures.example", [PUBLIC], [INNER]);
  internet.lead("rebinding-later.pictures.example", [PUBLIC], [INNER]);
  waygate = await startLinkedWaygate(internet);
  sandbox = steer(waygate.sandboxUrl);
  jobs = modelJobs(waygate, at("/teapot.png"));

  const teapot = await teapotPicture();
  // What must not be reached would make a fine model.
  for (const path of ["/teapot.png", "/inner-only.png"]) inner.put(path, teapot);
  open.put("/teapot.png", teapot);
  open.put("/moved.png", redirectTo("/teapot.png"));
  open.put("/to-loopback", redirectTo(`https://${INNER}/teapot.png`));
  open.put("/to-name", redirectTo(at("/teapot.png", "loopback.pictures.example")));
  open.put("/to-private", redirectTo("https://192.168.1.1/teapot.png"));
  open.put("/to-itself", redirectTo("/teapot.png"));
  open.put("/to-sandbox", redirectTo(`${waygate.sandboxUrl}/v3/tasks/1`));
  open.put("/to-us", redirectTo(`${waygate.url}/health`));
  open.put("/page.png", (_request, response) => response.end("<!doctype html><title>A teapot</title>"));
  open.put("/text.png", Buffer.from("a teapot, in words"));
  open.put("/bomb.png", blackPng(30_000, 30_000));
  open.put("/announced.png", (_request, response) => {
    response.writeHead(200, { "content-length": 50 * MB });
    void sendOn(response, teapot, 50 * MB);
  });
  open.put("/gigabyte.png", (_request, response) => void sendOn(response, teapot, 1024 * MB));
  open.put("/slow.png", (_request, response) => void response.write(teapot.subarray(0, 500)));
});
afterAll(async () => {
  await waygate.close();
  await internet.close();
});

/** What Tripo billed, whether or not it gave it back. */
const charges = async (): Promise<number> => (await sandbox.charges()).length;
const rows = () => runSql(`file:${waygate.dataDir}/waygate.db`, "SELECT id FROM generated_images");

describe("a picture's link that is wrong on its face is 400 with a sentence, nothing kept, nothing charged, nobody asked:", () => {
  test.each([
    ["plain http", "http://pictures.example/teapot.png", /must begin with https:/],
    ["a file", "file:///etc/passwd", /must begin with https:/],
    ["a name and password", "https://ada:secret@pictures.example/teapot.png", /name or password/],
    ["a port", "https://pictures.example:8443/teapot.png", /must not name a port/],
    ["loopback", "https://127.0.0.1/teapot.png", /private network/],
    ["loopback, shortened", "https://127.1/teapot.png", /private network/],
    ["loopback in decimal", "https://2130706433/teapot.png", /private network/],
    ["loopback in octal", "https://0177.0.0.1/teapot.png", /private network/],
    ["loopback in hex", "https://0x7f000001/teapot.png", /private network/],
    ["loopback in hex parts", "https://0x7f.0.0.0x1/teapot.png", /private network/],
    ["loopback in full-width digits", "https://１２７.0.0.1/teapot.png", /private network/],
    ["loopback over IPv6", "https://[::1]/teapot.png", /private network/],
    ["loopback mapped into IPv6", "https://[::ffff:127.0.0.1]/teapot.png", /private network/],
    ["a private network mapped into IPv6", "https://[::ffff:a00:1]/teapot.png", /private network/],
    ["by name", "https://localhost/teapot.png", /private network/],
    ["by name, dotted", "https://localhost./teapot.png", /private network/],
    ["link-local", "https://169.254.169.254/latest/meta-data", /private network/],
    ["link-local over IPv6", "https://[fe80::1]/teapot.png", /private network/],
    ["private, 10", "https://10.1.2.3/teapot.png", /private network/],
    ["private, 172.16", "https://172.16.0.1/teapot.png", /private network/],
    ["private, 192.168", "https://192.168.0.1/teapot.png", /private network/],
    ["private over IPv6", "https://[fd00::1]/teapot.png", /private network/],
    ["every address of this machine", "https://0.0.0.0/teapot.png", /private network/],
    ["this server's port", "https://pictures.example:{server}/health", /must not name a port/],
    ["this server's port at loopback", "https://127.0.0.1:{server}/health", /must not name a port/],
    ["this server as it is", "http://127.0.0.1:{server}/health", /must begin with https:/],
    ["the sandbox's port", "https://localhost:{sandbox}/_sandbox/ledger", /must not name a port/],
    ["the sandbox as it is", "http://127.0.0.1:{sandbox}/_sandbox/ledger", /must begin with https:/],
  ])("%s (%s)", async (_what, link, sentence) => {
    const before = [await rows(), await charges(), internet.open.asked.length];
    const imageUrl = link
      .replace("{server}", new URL(waygate.url).port)
      .replace("{sandbox}", new URL(waygate.sandboxUrl).port);
    const answer = await jobs.post("/api/generate-3d", { imageUrl });
    const { code, error } = ApiError.parse(await answer.json());
    expect([answer.status, code]).toEqual([400, "unsupported_url"]);
    expect(error).toMatch(sentence);
    expect(error).toMatch(/^The picture's address .*\.$/);
    expect([await rows(), await charges(), internet.open.asked.length]).toEqual(before);
  });
});

describe("what only the network can tell is accepted, and then failed with a sentence and nothing charged:", () => {
  const inner = "The picture could not be fetched. Its host leads into a private network.";
  const tooLarge = "The picture is too large: its file may have at most 20 MB. Make it smaller.";
  test.each([
    ["a name that leads to loopback", at("/teapot.png", "loopback.pictures.example"), inner],
    ["a name that leads to loopback over IPv6", at("/teapot.png", "loopback6.pictures.example"), inner],
    ["a name that leads to loopback mapped into IPv6", at("/teapot.png", "mapped.pictures.example"), inner],
    ["a name that leads to private addresses", at("/teapot.png", "private.pictures.example"), inner],
    ["a name that leads to the cloud's metadata", at("/teapot.png", "cloud.pictures.example"), inner],
    [
      "a name that rebinds after it was checked: asked is the address that was",
      at("/inner-only.png", "rebinding.pictures.example"),
      "The picture could not be fetched. Its server answered 404.",
    ],
    ["a name that rebinds for a redirect", at("/to-itself", "rebinding-later.pictures.example"), inner],
    ["a redirect to loopback", at("/to-loopback"), /It is redirected elsewhere\. .* private network/],
    ["a redirect to a private address", at("/to-private"), /It is redirected elsewhere\. .* private network/],
    ["a redirect to a name that leads to loopback", at("/to-name"), inner],
    ["a redirect to the sandbox", at("/to-sandbox"), /It is redirected elsewhere\. .* must begin with https:/],
    ["a redirect to this server", at("/to-us"), /It is redirected elsewhere\. .* must begin with https:/],
    ["a stream of a gigabyte", at("/gigabyte.png"), tooLarge],
    ["a picture of 50 MB", at("/announced.png"), tooLarge],
    ["a stream that falls silent", at("/slow.png"), "The picture could not be fetched. Nothing came for 10 s."],
    ["an HTML page", at("/page.png"), /^This is a web page: /],
    ["a text file named .png", at("/text.png"), /^This is no picture that is known here: /],
    ["a decompression bomb", at("/bomb.png"), /^The picture has 30000 by 30000 pixels, more than 50 million: /],
    [
      "a name that nobody has",
      at("/teapot.png", "nobody.example"),
      "The picture could not be fetched. There is no host of that name: check its spelling.",
    ],
  ])("%s", async (_what, imageUrl, sentence) => {
    const before = await charges();
    const ended = await jobs.answered(await jobs.submit({ imageUrl }));
    expect(ended).toMatchObject({
      status: "failed",
      task_id: null,
      error_message: expect.stringMatching(sentence),
    });
    expect(await charges()).toBe(before);
    expect(internet.inner.connections()).toBe(0);
  });
});

test.each(["/teapot.png", "/moved.png"])(
  "a picture that is there is fetched (%s), and becomes a model",
  async (path) => {
    const before = await charges();
    const id = await jobs.submit({ imageUrl: at(path) });
    await jobs.accepted(id);
    await sandbox.advance(MODEL_MS);
    const ended = await jobs.ended(id);
    expect(ended).toMatchObject({ status: "completed", image_url: expect.stringMatching(/^\/assets\/.*\.jpg$/) });
    for (const file of [ended["3d_url"], ended.image_url]) {
      expect((await fetch(new URL(file ?? "", waygate.url))).status).toBe(200);
    }
    expect(await charges()).toBe(before + 1);
    expect(internet.inner.connections()).toBe(0);
  },
);
