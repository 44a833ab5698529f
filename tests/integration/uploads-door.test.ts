import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uploadRoute } from "../../server/files/upload-route.ts";
import { noise } from "../support/pictures.ts";
import { until } from "../support/until.ts";
import { type House, openHouse } from "./http-house.ts";
import { type Keeping, startKeeping } from "./pictures-keeping.ts";

const MB = 1024 * 1024;

describe("the door for pictures", () => {
  let at: Keeping;
  let house: House;
  let picture: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    at = await startKeeping();
    const { pictures, assets, clock } = at;
    house = await openHouse({
      identify: async ({ headers }) => {
        const playerId = headers.get("authorization");
        return playerId === null ? null : { playerId, name: "Ann" };
      },
      endpoints: (route) => ({ upload: uploadRoute({ route, pictures, assets, clock }) }),
    });
    picture = new Uint8Array(await noise(300, 300).jpeg().toBuffer());
  });
  afterAll(async () => {
    await house.close();
    await at.close();
  });

  const upload = (body: BodyInit | null, headers: Record<string, string> = { authorization: "Bearer x" }) =>
    fetch(`${house.url}/api/uploads`, { method: "POST", headers, body });
  const errorOf = async (answer: Response) => ({ status: answer.status, ...(await answer.json()) });
  const refused = (status: number, code: string, error: string) => ({ success: false, status, code, error });

  /** An upload that has begun and goes no further. */
  function begin(who = "x"): Socket {
    const socket = connect(house.port, "127.0.0.1");
    socket.write(
      `POST /api/uploads HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${who}\r\ncontent-length: 100000\r\n\r\n`,
    );
    socket.write(picture.subarray(0, 1000));
    return socket;
  }

  test("keeps a picture and says under which name, whatever it is called", async () => {
    const answer = await upload(picture, { authorization: "Bearer x", "content-type": "text/html" });
    expect(answer.status).toBe(201);
    const { uploadId, url } = await answer.json();
    expect(uploadId).toMatch(/^[0-9a-f]{64}\.jpg$/);
    expect(url).toBe(`/assets/${uploadId}`);
    expect(await at.storedNames()).toContain(uploadId);
    expect(await (await upload(picture)).json()).toEqual({ uploadId, url });
  });

  test("asks who is there", async () => {
    expect(await errorOf(await upload(picture, {}))).toEqual(
      refused(401, "signed_out", "Say who you are: open a session with POST /api/session."),
    );
  });

  test.each([
    ["nothing", "", "There is nothing in it: send the bytes of a PNG, JPEG or WebP picture."],
    ["a GIF", "GIF89a...", "This is a GIF: send the bytes of a PNG, JPEG or WebP picture."],
    ["an SVG drawing", "<svg xmlns='x'/>", "This is an SVG drawing: send the bytes of a PNG, JPEG or WebP picture."],
    ["a HEIC picture", "\0\0\0 ftypheic", "This is a HEIC picture: send the bytes of a PNG, JPEG or WebP picture."],
    ["half a picture", "\xff\xd8\xff", "The picture is damaged or not whole: send it again, or save it anew."],
  ])("turns %s away", async (_what, content, sentence) => {
    const before = await at.storedNames();
    const answer = await upload(Buffer.from(content, "latin1"));
    expect(await errorOf(answer)).toEqual(refused(415, "unsupported_image", sentence));
    expect(await at.storedNames()).toEqual(before);
  });

  test("turns a form away", async () => {
    const form = new FormData();
    form.set("file", new Blob([picture]));
    expect(await errorOf(await upload(form))).toEqual(
      refused(415, "unsupported_image", "This is a form: send the bytes of a PNG, JPEG or WebP picture."),
    );
  });

  test("takes 10 MB and no more", async () => {
    const file = (bytes: number) => new Blob([picture, new Uint8Array(bytes - picture.length)]);
    expect((await upload(file(10 * MB))).status).toBe(201);
    const { status, code } = await errorOf(await upload(file(10 * MB + 1)));
    expect({ status, code }).toEqual({ status: 413, code: "too_large" });
  });

  /** Sends this and then zeros, without end or announced length, until it is answered. */
  const sendWithoutEnd = (beginning: Uint8Array) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { authorization: "Bearer x" };
      const request = httpRequest(`${house.url}/api/uploads`, { method: "POST", headers }, resolve);
      const sendMore = () => {
        while (!request.destroyed && request.write(Buffer.alloc(64 * 1024)));
      };
      // Being cut off while sending is what is expected here; the answer is read all the same.
      request.on("drain", sendMore).on("error", reject);
      request.write(beginning);
      sendMore();
    });

  test("stops a picture that goes on and on", async () => {
    const answer = await sendWithoutEnd(picture);
    expect(answer.statusCode).toBe(413);
    expect(JSON.parse(await text(answer))).toMatchObject({ success: false, code: "too_large" });
  });

  test("turns what is no picture away at its beginning, while the rest is still sent", async () => {
    const answer = await sendWithoutEnd(Buffer.from("<!doctype html>".padEnd(100)));
    expect(answer.statusCode).toBe(415);
    expect(JSON.parse(await text(answer))).toMatchObject({ success: false, code: "unsupported_image" });
  });

  test("is understood also by a sender who listens only when everything is sent", async () => {
    const socket = connect(house.port, "127.0.0.1");
    socket.write(
      `POST /api/uploads HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\ncontent-length: ${10 * MB}\r\n\r\n`,
    );
    await new Promise((resolve, reject) => {
      socket.on("error", reject).write(Buffer.alloc(10 * MB), resolve);
    });
    expect(await text(socket)).toMatch(/^HTTP\/1.1 415 /);
  });

  test("waits 20 seconds for a sender who has fallen silent", async () => {
    const socket = begin();
    await until(() => at.clock.waiting() === 2);
    at.clock.advance(20_000);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(answer).toContain(
      '{"success":false,"error":"The picture did not arrive. Nothing came for 20 s.","code":"too_slow"}',
    );
    expect(at.clock.waiting()).toBe(0);
  });

  test("forgets a sender who has left", async () => {
    const socket = begin();
    await until(() => at.clock.waiting() === 2);
    socket.destroy();
    await until(() => at.clock.waiting() === 0);
    expect((await upload(picture)).status).toBe(201);
    expect(house.logged.filter(({ level }) => level === 50)).toEqual([]);
  });

  test("holds sixteen pictures at once, and asks whoever comes then to try again", async () => {
    const sockets = Array.from({ length: 16 }, (_, index) => begin(`sender ${index % 4}`));
    await until(() => at.clock.waiting() === 32);
    const answer = await upload(picture);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await errorOf(answer)).toEqual(
      refused(429, "too_fast", "Too many pictures come in just now: try again in a moment."),
    );
    for (const socket of sockets) socket.destroy();
    await until(() => at.clock.waiting() === 0);
    expect((await upload(picture)).status).toBe(201);
  });

  test("holds four of one player, and others' come in beside them", async () => {
    const sockets = Array.from({ length: 4 }, () => begin());
    await until(() => at.clock.waiting() === 8);
    expect(await errorOf(await upload(picture))).toEqual(
      refused(429, "too_fast", "You are sending 4 pictures already: wait for one to arrive."),
    );
    expect((await upload(picture, { authorization: "Bearer another" })).status).toBe(201);
    for (const socket of sockets) socket.destroy();
    await until(() => at.clock.waiting() === 0);
    expect((await upload(picture)).status).toBe(201);
  });
});
