import { afterEach, describe, expect, test, vi } from "vitest";
import { isSoftwareRenderer, takesBetterTier } from "../../client/scene/device.ts";
import { DownloadFailed, startDownloads } from "../../client/scene/generated-world/download.ts";
import { chooseTiers } from "../../client/scene/generated-world/tiers.ts";
import { frameOf } from "../../client/scene/generated-world/world-frame.ts";
import type { LoadProgress } from "../../client/scene/views.ts";

describe("the tiers of a world", () => {
  test("100k first, 500k afterwards", () => {
    expect(chooseTiers({ "500k": "/b", full_res: "/c", "100k": "/a" })).toEqual({ first: "/a", better: "/b" });
  });

  test("without 100k the smallest number comes first", () => {
    expect(chooseTiers({ "500k": "/b", "150k": "/m", full_res: "/c" })).toEqual({ first: "/m", better: "/b" });
    expect(chooseTiers({ full_res: "/c", "500k": "/b" })).toEqual({ first: "/b", better: null });
  });

  test("any tier is better than none", () => {
    expect(chooseTiers({ full_res: "/c" })).toEqual({ first: "/c", better: null });
    expect(chooseTiers({})).toEqual({ first: null, better: null });
  });

  test("the better one is for desktops with a graphics card and memory", () => {
    const desktop = { hasSoftwareRenderer: false, hasCoarsePointer: false, memoryGb: 8, prefersReducedMotion: false };
    expect(takesBetterTier(desktop)).toBe(true);
    expect(takesBetterTier({ ...desktop, memoryGb: null })).toBe(true);
    expect(takesBetterTier({ ...desktop, memoryGb: 2 })).toBe(false);
    expect(takesBetterTier({ ...desktop, hasCoarsePointer: true })).toBe(false);
    expect(takesBetterTier({ ...desktop, hasSoftwareRenderer: true })).toBe(false);
  });

  test("software renderers are known by their names", () => {
    expect(isSoftwareRenderer("ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)")).toBe(
      true,
    );
    expect(isSoftwareRenderer("llvmpipe (LLVM 15.0.7, 256 bits)")).toBe(true);
    expect(isSoftwareRenderer("ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Direct3D11)")).toBe(false);
  });

  test("worlds of before measures were told are taken as metres on the ground", () => {
    expect(frameOf({ metricScaleFactor: null, groundPlaneOffset: null })).toEqual({ scale: 1, lift: 0 });
    expect(frameOf({ metricScaleFactor: 1.7, groundPlaneOffset: 1.1 })).toEqual({ scale: 1.7, lift: 1.1 });
  });
});

describe("downloading a world's files", () => {
  afterEach(() => vi.unstubAllGlobals());

  const never = new AbortController().signal;
  const serve = (files: Record<string, { bytes: number; length?: string; status?: number }>) =>
    vi.stubGlobal("fetch", async (url: string, { signal }: { signal: AbortSignal }) => {
      signal.throwIfAborted();
      const file = files[url] ?? { bytes: 0, status: 404 };
      const headers: Record<string, string> = file.length === undefined ? {} : { "content-length": file.length };
      return new Response(new Uint8Array(file.bytes), { status: file.status ?? 200, headers });
    });

  test("adds up what has come of all of them, against the sum of their lengths", async () => {
    serve({ "/a": { bytes: 30, length: "30" }, "/b": { bytes: 12, length: "12" } });
    const told: LoadProgress[] = [];
    const downloads = startDownloads(["/a", "/b"], (progress) => told.push(progress), never);
    const [a, b] = await Promise.all([downloads.fetch("/a"), downloads.fetch("/b")]);
    expect((await a.arrayBuffer()).byteLength).toBe(30);
    await b.arrayBuffer();
    expect(told.at(-1)).toEqual({ loadedBytes: 42, totalBytes: 42 });
  });

  test("the total is unknown while one of them has not said its length", async () => {
    serve({ "/a": { bytes: 30, length: "30" }, "/b": { bytes: 12 } });
    const told: LoadProgress[] = [];
    const downloads = startDownloads(["/a", "/b"], (progress) => told.push(progress), never);
    await (await downloads.fetch("/a")).arrayBuffer();
    await (await downloads.fetch("/b")).arrayBuffer();
    expect(told.map(({ totalBytes }) => totalBytes)).toEqual(told.map(() => 0));
    expect(told.at(-1)?.loadedBytes).toBe(42);
  });

  test("a file that is not there is an error that says so, and no longer waited for in the total", async () => {
    serve({ "/a": { bytes: 30, length: "30" } });
    const told: LoadProgress[] = [];
    const downloads = startDownloads(["/a", "/gone"], (progress) => told.push(progress), never);
    await expect(downloads.fetch("/gone")).rejects.toThrow(DownloadFailed);
    await (await downloads.fetch("/a")).arrayBuffer();
    expect(told.at(-1)).toEqual({ loadedBytes: 30, totalBytes: 30 });
  });

  test("an abort reaches the request", async () => {
    serve({ "/a": { bytes: 30, length: "30" } });
    const downloads = startDownloads(["/a"], () => undefined, AbortSignal.abort());
    await expect(downloads.fetch("/a")).rejects.toThrow("abort");
  });
});
