import { SessionAnswer, WorldsGenerateAnswer } from "../../contract/routes.ts";

export interface Asker {
  readonly playerId: string;
  readonly token: string;
}

/** A player who has a session and is in no room. */
export async function newAsker(url: string, name = "Ada"): Promise<Asker> {
  const answer = await post(`${url}/api/session`, { name });
  return SessionAnswer.parse(await answer.json());
}

/** Orders a world over HTTP, and waits for the answer: it comes when the provider has accepted, or after three seconds. */
export async function orderWorld(url: string, { token }: Asker, prompt: string): Promise<WorldsGenerateAnswer> {
  const answer = await post(`${url}/api/worlds/generate`, { prompt }, token);
  const body = await answer.text();
  if (answer.status !== 202) throw new Error(`The order was answered with ${answer.status}: ${body}`);
  return WorldsGenerateAnswer.parse(JSON.parse(body));
}

/** What a player reads of a server's API; the parsed body beside the status. */
export async function readAs({ token }: Asker, url: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
}

const post = (url: string, body: object, token?: string): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
