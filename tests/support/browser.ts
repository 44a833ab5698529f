import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchChromium } from "./chromium.ts";
import { listenForComplaints } from "./complaints.ts";
import { drawFewFrames } from "./few-frames.ts";
import { arrive, type Visitor } from "./visitor.ts";

/** What a test in a browser may take in all, in ms: a processor that draws is slow, and this only ends what hangs. */
export const browserTest = { timeout: 180_000 };

/** How long one step of a test is waited for, in ms. */
const patienceMs = 90_000;

/** Large enough for the layout of a desktop, small enough for a processor that draws. */
const viewport = { width: 768, height: 432 };

export interface TestBrowser {
  /** A person with a browser of their own: nothing is shared with the others. `watch` gets the tab while it is empty, and is waited for. */
  visit(url: string, name: string, watch?: (page: Page) => unknown): Promise<Visitor>;
  /** A second tab of somebody's browser. */
  visitBeside(visitor: Visitor, url: string): Promise<Visitor>;
  /** A browser of their own for somebody who puts scripts into the server's pages, whose policy would not let them. */
  tinker(url: string): Promise<BrowserContext>;
  /** What the page may complain of in this test, because the test breaks just that. */
  expectComplaints(...expected: readonly RegExp[]): void;
}

/**
 * One browser for a test file, closed with it; everybody leaves after each test. A page that wrote an error to the
 * console, threw, broke the content security policy or asked a foreign host for anything fails its test.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  let expected: readonly RegExp[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
    contexts = [];
    complaints = [];
    expected = [];
    expect(unexpected).toEqual([]);
  });
  afterAll(() => browser.close());

  async function open(url: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport, ...options });
    context.setDefaultTimeout(patienceMs);
    await context.addInitScript(drawFewFrames);
    contexts.push(context);
    listenForComplaints(context, new URL(url).host, (complaint) => complaints.push(complaint));
    return context;
  }

  return {
    tinker: (url) => open(url, { bypassCSP: true }),
    async visit(url, name, watch) {
      const page = await (await open(url)).newPage();
      // A script that is to run before the page's own has to have reached the browser before the page is asked for.
      await watch?.(page);
      return arrive(page, url, name);
    },
    visitBeside: async ({ page }, url) => arrive(await page.context().newPage(), url, ""),
    expectComplaints(...patterns) {
      expected = patterns;
    },
  };
}

/** Reads again until the assertion holds; the last reading is in the error when it never does. */
export const eventually = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: patienceMs, interval: 100 });
