import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { call, NeverSent, retryAt, sentenceOfError } from "../../server/providers/transport.ts";
import { freePort } from "../support/free-port.ts";
import { aTime as now } from "../support/generations.ts";

afterEach(() => vi.unstubAllGlobals());

/** A server that does this with each connection; its address is `127.0.0.1:port`. */
async function serve(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  return listening(
    createServer((socket) => {
      sockets.add(socket.on("error", () => sockets.delete(socket)));
      onSocket(socket);
    }),
    () => {
      for (const socket of sockets) socket.destroy();
    },
  );
}

async function listening(server: Server, cut: () => void): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    cut();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the server sends back once a request has begun to arrive. */
const answering = (bytes: string, then: (socket: Socket) => void = () => {}) =>
  serve((socket) =>
    socket.once("data", () => {
      socket.write(bytes, () => then(socket));
    }),
  );

const order = { method: "POST", headers: { "wlt-api-key": "secret" }, body: "{}" };
const failureOf = (url: string, init: RequestInit = order): Promise<unknown> =>
  call(url, init).then(
    (answer) => `answered ${answer.status}`,
    (error: unknown) => error,
  );

describe("a call that cannot have arrived counts as never sent", () => {
  test("when nobody listens on the port", async () => {
    const error = await failureOf(`http://127.0.0.1:${await freePort()}/`);
    expect(error).toBeInstanceOf(NeverSent);
    expect(error).toMatchObject({ message: "The connection failed (ECONNREFUSED)." });
  });
  test("when there is no such host", async () => {
    expect(await failureOf("http://x.invalid/")).toBeInstanceOf(NeverSent);
  });
  test("when the port speaks no TLS", async () => {
    const address = await listening(
      createHttpServer((_request, response) => void response.end("{}")),
      () => {},
    );
    expect(await failureOf(`https://${address}/`)).toBeInstanceOf(NeverSent);
  });
  test.each([
    ["undici's connect time-out", { code: "UND_ERR_CONNECT_TIMEOUT" }],
    ["the system's connect time-out", { code: "ETIMEDOUT", syscall: "connect" }],
    ["a network that cannot be reached", { code: "ENETUNREACH", syscall: "connect" }],
    ["a resolver that is down", { code: "EAI_AGAIN", syscall: "getaddrinfo" }],
    ["a certificate for another host", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }],
    ["a certificate that has expired", { code: "CERT_HAS_EXPIRED" }],
  ])("after %s", async (_what, facts) => {
    refusingFetch(Object.assign(new Error("it failed"), facts));
    expect(await failureOf("https://provider.example/")).toBeInstanceOf(NeverSent);
  });
  test("when every address of the host was tried in vain", async () => {
    const timedOut = Object.assign(new Error("v4"), { code: "ETIMEDOUT", syscall: "connect" });
    const unreachable = Object.assign(new Error("v6"), { code: "ENETUNREACH", syscall: "connect" });
    refusingFetch(Object.assign(new AggregateError([timedOut, unreachable]), { code: "ETIMEDOUT" }));
    const error = await failureOf("https://provider.example/");
    expect(error).toBeInstanceOf(NeverSent);
    expect(error).toMatchObject({ message: "The connection failed (ETIMEDOUT)." });
  });
});

describe("a call that may have arrived does not", () => {
  test("when the connection is reset after the request was read", async () => {
    const address = await answering("", (socket) => socket.resetAndDestroy());
    expect(sentenceOf(await failureOf(`http://${address}/`))).toBe("The connection failed (ECONNRESET).");
  });
  test("when the connection is closed without an answer", async () => {
    const address = await answering("", (socket) => socket.end());
    expect(sentenceOf(await failureOf(`http://${address}/`))).toBe("The connection failed (UND_ERR_SOCKET).");
  });
  test("when the answer breaks off in its middle", async () => {
    const half = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"operation_id":';
    const address = await answering(half, (socket) => socket.end());
    expect(sentenceOf(await failureOf(`http://${address}/`))).toMatch(/^The connection failed/);
  });
  test("when the answer is no HTTP", async () => {
    const address = await answering("hello\r\n\r\n", (socket) => socket.end());
    expect(sentenceOf(await failureOf(`http://${address}/`))).toMatch(/^The connection failed/);
  });
  test("when no answer comes in time", async () => {
    const address = await serve((socket) => void socket.resume());
    const init = { ...order, signal: AbortSignal.timeout(50) };
    expect(sentenceOf(await failureOf(`http://${address}/`, init))).toBe("It did not answer in time.");
  });
  test("when the caller gives up while the answer is being read", async () => {
    const giveUp = new AbortController();
    const address = await answering("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () => giveUp.abort());
    expect(sentenceOf(await failureOf(`http://${address}/`, { ...order, signal: giveUp.signal }))).toMatch(
      /^The connection failed/,
    );
  });
  test("when the answer is larger than answers are", async () => {
    const bytes = 9 * 1024 * 1024;
    const body = "x".repeat(bytes);
    const address = await answering(`HTTP/1.1 200 OK\r\ncontent-length: ${bytes}\r\n\r\n${body}`);
    expect(sentenceOf(await failureOf(`http://${address}/`))).toMatch(/^The connection failed/);
  });
  test.each([
    ["a time-out while reading", { code: "ETIMEDOUT", syscall: "read" }],
    ["a broken pipe while writing", { code: "EPIPE", syscall: "write" }],
    ["a time-out of undici while it waits for headers", { code: "UND_ERR_HEADERS_TIMEOUT" }],
    ["something without a code", {}],
  ])("after %s", async (_what, facts) => {
    refusingFetch(Object.assign(new Error("it failed"), facts));
    expect(await failureOf("https://provider.example/")).not.toBeInstanceOf(NeverSent);
  });
  test("when one address of the host was refused and another one fell silent after it was reached", async () => {
    const refused = Object.assign(new Error("v6"), { code: "ECONNREFUSED", syscall: "connect" });
    const silent = Object.assign(new Error("v4"), { code: "ETIMEDOUT", syscall: "read" });
    refusingFetch(new AggregateError([refused, silent]));
    expect(await failureOf("https://provider.example/")).not.toBeInstanceOf(NeverSent);
  });
});

describe("an answer", () => {
  test("is given with its status, its headers and its parsed body", async () => {
    const body = '{"detail":"slow down"}';
    const address = await answering(
      `HTTP/1.1 429 Too Many\r\nretry-after: 7\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = await call(`http://${address}/`, order);
    expect([answer.status, answer.headers.get("retry-after"), answer.body]).toEqual([
      429,
      "7",
      { detail: "slow down" },
    ]);
  });
  test.each([
    ["nothing", ""],
    ["a page", "<html></html>"],
    ["half of it", '{"done":tr'],
  ])("has no body when it holds %s", async (_what, text) => {
    const address = await answering(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
    expect((await call(`http://${address}/`, order)).body).toBeUndefined();
  });
  test("that leads elsewhere is not followed: the key would travel along", async () => {
    const visitors: Socket[] = [];
    const elsewhere = await serve((socket) => void visitors.push(socket));
    const address = await answering(
      `HTTP/1.1 307 Over There\r\nlocation: http://${elsewhere}/\r\ncontent-length: 0\r\n\r\n`,
    );
    expect((await call(`http://${address}/`, order)).status).toBe(307);
    expect(visitors).toEqual([]);
  });
});

test.each([
  ["seconds", "30", now + 30_000],
  ["parts of seconds", "1.5", now + 1_500],
  ["spaces around", "  30 ", now + 30_000],
  ["no time at all, which is taken as a second", "0", now + 1_000],
  ["a date", new Date(now + 90_000).toUTCString(), now + 90_000],
  ["a date of the older form", "Thursday, 01-Jan-26 00:02:00 GMT", now + 120_000],
  ["a date that has passed", new Date(now - 90_000).toUTCString(), now + 1_000],
  ["more than a day", "999999", now + 86_400_000],
  ["a date in many years", "Fri, 31 Dec 2100 23:59:59 GMT", now + 86_400_000],
  ["more digits than a number has", "9".repeat(400), now + 86_400_000],
  ["a negative number", "-5", null],
  ["words", "soon", null],
  ["words with a number", "in 5", null],
  ["a list", "2, 3", null],
  ["a day's name without a date", "Monday GMT", null],
  ["nothing", "", null],
])("a Retry-After with %s", (_what, value, expected) => {
  expect(retryAt(new Headers({ "retry-after": value }), now)).toBe(expected);
});

test("without a Retry-After there is no hint", () => {
  expect(retryAt(new Headers(), now)).toBeNull();
});

const sentenceOf = (error: unknown): string => {
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(NeverSent);
  return sentenceOfError(error);
};

/** For what no socket of this machine can be brought to: `fetch` rejects as it does, with the reason as its cause. */
function refusingFetch(cause: Error): void {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed", { cause })));
}
