import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveByDns } from "../../server/files/network.ts";

/** Where an A and an AAAA record point; a name that is not here does not exist, and `silent.example` is not answered. */
const zone: Readonly<Record<string, { readonly 1?: readonly number[]; readonly 28?: readonly number[] }>> = {
  "both.example": { 1: [192, 0, 2, 1], 28: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2] },
  "four.example": { 1: [192, 0, 2, 4] },
  "six.example": { 28: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6] },
  "empty.example": {},
};

const server = createSocket("udp4");
const asked: string[] = [];
const firstSilence = Promise.withResolvers<void>();
let resolve: ReturnType<typeof resolveByDns>;
const nobody = new AbortController().signal;

/** The answer to a question of one name (RFC 1035, 4.1): its header and question again, and the record behind it. */
function answerTo(query: Buffer): Buffer | null {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString("latin1"));
    at += 1 + length;
  }
  const name = labels.join(".").toLowerCase();
  const type = query.readUInt16BE(at + 1);
  asked.push(name);
  if (name === "silent.example") return null;
  const records = zone[name];
  const record = type === 1 || type === 28 ? records?.[type] : undefined;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(records === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(record === undefined ? 0 : 1, 6);
  header.fill(0, 8);
  const question = query.subarray(12, at + 5);
  if (record === undefined) return Buffer.concat([header, question]);
  const fields = Buffer.of(0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, record.length);
  return Buffer.concat([header, question, fields, Buffer.from(record)]);
}

beforeAll(async () => {
  server.on("message", (query, { port, address }) => {
    const answer = answerTo(query);
    if (answer === null) firstSilence.resolve();
    else server.send(answer, port, address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  resolve = resolveByDns([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => void server.close());

test.each([
  ["both.example", ["192.0.2.1", "2001:db8::2"]],
  ["four.example", ["192.0.2.4"]],
  ["six.example", ["2001:db8::6"]],
])("%s leads to all its addresses, old and new", async (name, addresses) => {
  expect(await resolve(name, nobody)).toEqual(addresses);
});

test("a name that does not exist leads nowhere", async () => {
  await expect(resolve("nobody.example", nobody)).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("a name without an address leads nowhere", async () => {
  await expect(resolve("empty.example", nobody)).rejects.toMatchObject({ code: "ENODATA" });
});

test("a name server that is silent is waited for no longer than the caller wants", async () => {
  const leaving = new AbortController();
  const resolving = expect(resolve("silent.example", leaving.signal)).rejects.toMatchObject({ code: "ECANCELLED" });
  await firstSilence.promise;
  leaving.abort();
  await resolving;
});

test("nothing is asked for a caller who has left", async () => {
  asked.length = 0;
  await expect(resolve("both.example", AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
  expect(asked).toEqual([]);
});

test("what the hosts file says is not believed", async () => {
  await expect(resolve("localhost.example", nobody)).rejects.toMatchObject({ code: "ENOTFOUND" });
});
