import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserTest, eventually, useBrowser } from "../support/browser.ts";
import { teapotPicture } from "../support/picture-of-thing.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const browser = useBrowser();
let waygate: Waygate;
beforeAll(async () => {
  waygate = await startWaygate();
});
afterAll(() => waygate.close());

const partsOf = (page: Page) => {
  const dialog = page.getByRole("dialog");
  return {
    dialog,
    preview: dialog.getByAltText("The picture you chose"),
    name: dialog.getByLabel("What is it?"),
    create: dialog.getByRole("button", { name: "Create", exact: true }),
    isRefused: (sentence: RegExp) => dialog.getByRole("alert").filter({ hasText: sentence }).waitFor(),
  };
};

/** As Ctrl+V and the drop of a file do it: the browser's own event with the file in it. */
async function give(page: Page, how: "paste" | "drop", file: Buffer): Promise<void> {
  await page.evaluate(
    ([kind, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ""), (character) => character.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([bytes], "thing.png", { type: "image/png" }));
      const target = document.querySelector("dialog fieldset.picture");
      const options = { bubbles: true, cancelable: true };
      target?.dispatchEvent(
        kind === "paste"
          ? new ClipboardEvent("paste", { ...options, clipboardData: carried })
          : new DragEvent("drop", { ...options, dataTransfer: carried }),
      );
    },
    [how, file.toString("base64")] as const,
  );
}

test("a model is ordered by the keyboard alone, from a pasted picture", browserTest, async () => {
  const ada = await browser.visit(waygate.url, "Ada");
  const { page } = ada;
  const { dialog, preview } = partsOf(page);
  await page.keyboard.press("c");
  await dialog.waitFor();
  await give(page, "paste", await teapotPicture());
  await preview.waitFor();
  // Choose another, camera, take it out, the name.
  for (let stops = 0; stops < 3; stops++) await page.keyboard.press("Tab");
  await page.keyboard.type("Teapot");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await eventually(ada.facts).toMatchObject({ exhibits: [expect.objectContaining({ name: "Teapot" })] });
});

test("what cannot be sent is refused by a sentence, and what is missing is asked for", browserTest, async () => {
  const { page } = await browser.visit(waygate.url, "Ada");
  const { dialog, preview, name, create, isRefused } = partsOf(page);
  const choose = (file: { name: string; mimeType: string; buffer: Buffer }) =>
    dialog.getByLabel(/^Choose/).setInputFiles(file);
  await page.keyboard.press("c");
  await create.click();
  await isRefused(/^Choose a picture first/);
  await choose({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no picture at all") });
  await isRefused(/not a JPEG, PNG or WebP/);
  await choose({ name: "a.png", mimeType: "image/png", buffer: Buffer.alloc(10 * 1024 * 1024 + 1) });
  await isRefused(/too large/);
  await give(page, "drop", await teapotPicture());
  await preview.waitFor();
  await create.click();
  await isRefused(/name of the object is empty/);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("c");
  await preview.waitFor();
  expect(await name.inputValue()).toBe("");
});

test(
  "after an error picture and name are still there, and Create asks for the same model again",
  browserTest,
  async () => {
    browser.expectComplaints(/ERR_FAILED/);
    const ada = await browser.visit(waygate.url, "Ada");
    const { page } = ada;
    const { dialog, preview, name, create, isRefused } = partsOf(page);
    const keys: (string | null)[] = [];
    const sent: string[] = [];
    await page.route("**/api/uploads", async (route) => {
      sent.push(route.request().method());
      await route.continue();
    });
    // The order reaches the server, its answer is lost on the way back.
    await page.route("**/api/generate-3d", async (route) => {
      keys.push(await route.request().headerValue("idempotency-key"));
      const answer = await route.fetch();
      await (keys.length === 1 ? route.abort() : route.fulfill({ response: answer }));
    });
    await page.keyboard.press("c");
    await give(page, "drop", await teapotPicture());
    await name.fill("Kettle");
    await create.click();
    await isRefused(/Press Create again/);
    await preview.waitFor();
    expect(await name.inputValue()).toBe("Kettle");
    await create.click();
    await dialog.waitFor({ state: "detached" });
    const kettles = async () => (await ada.facts()).exhibits.filter((exhibit) => exhibit.name === "Kettle").length;
    await eventually(kettles).toBe(1);
    expect(sent).toEqual(["POST"]);
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    const answer = await page.evaluate(async () => (await fetch("/api/generations?mine&kind=model")).json());
    expect(answer.generations.filter(({ title }: { title: string }) => title === "Kettle")).toHaveLength(1);
  },
);

test("the camera takes a picture and goes out, however the dialog is left", browserTest, async () => {
  const { page } = await browser.visit(waygate.url, "Ada", (empty) =>
    empty.addInitScript(() => {
      const stopped: string[] = [];
      Object.assign(window, { stopped });
      // Frames made by hand: what a canvas shows is captured by way of the graphics, which are drawn by the processor here.
      navigator.mediaDevices.getUserMedia = async () => {
        const track: MediaStreamTrack & { writable: WritableStream<VideoFrame> } = new (Reflect.get(
          window,
          "MediaStreamTrackGenerator",
        ))({ kind: "video" });
        const film = track.writable.getWriter();
        const pixels = new Uint8Array(64 * 48 * 4).fill(200);
        setInterval(() => {
          if (track.readyState === "ended") return;
          const timestamp = performance.now() * 1000;
          void film.write(new VideoFrame(pixels, { format: "RGBA", codedWidth: 64, codedHeight: 48, timestamp }));
        }, 100);
        const stream = new MediaStream([track]);
        for (const track of stream.getTracks()) {
          const stop = track.stop.bind(track);
          track.stop = () => {
            stopped.push(track.kind);
            stop();
          };
        }
        return stream;
      };
    }),
  );
  const { dialog, preview } = partsOf(page);
  const stopped = () => page.evaluate(() => Reflect.get(window, "stopped"));
  await page.keyboard.press("c");
  await dialog.getByRole("button", { name: "Use the camera" }).click();
  await dialog.getByRole("button", { name: "Take the picture" }).click();
  await preview.waitFor();
  await eventually(stopped).toEqual(["video"]);
  await dialog.getByRole("button", { name: "Use the camera" }).click();
  await dialog.getByRole("button", { name: "Take the picture" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await eventually(stopped).toEqual(["video", "video"]);
});

test("without a camera the dialog says so and goes on with files", browserTest, async () => {
  const { page } = await browser.visit(waygate.url, "Ada");
  const { dialog, preview, isRefused } = partsOf(page);
  await page.keyboard.press("c");
  await dialog.getByRole("button", { name: "Use the camera" }).click();
  await isRefused(/^(No camera was found|The camera was refused)/);
  await give(page, "drop", await teapotPicture());
  await preview.waitFor();
});

test("a picture can be given to a portal's prompt", browserTest, async () => {
  const { page } = await browser.visit(waygate.url, "Ada");
  const { dialog, preview } = partsOf(page);
  await page.keyboard.press("p");
  await dialog.getByText("Add a picture").click();
  await give(page, "drop", await teapotPicture());
  await preview.waitFor();
  await dialog.getByLabel("What is behind the portal?").fill("a tea house");
  const upload = page.waitForResponse((answer) => answer.url().endsWith("/api/uploads"));
  await dialog.getByRole("button", { name: "Engage" }).click();
  expect((await upload).status()).toBe(201);
});
