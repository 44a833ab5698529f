import { randomUUID } from "node:crypto";
import {
  CastJobAnswer,
  type CastKind,
  CastStatusAnswer,
  CharacterAnswer,
  GenerateMissingAnswer,
  ShowAnswer,
} from "../../contract/shows.ts";
import { doorOf } from "./cast-door-paths.ts";

/** Shows and casts of one player, over HTTP. */
export type CastClient = ReturnType<typeof castClient>;

export function castClient(url: string, { token }: { readonly token: string }) {
  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(url + path, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const client = {
    call,
    /** A show with this cast: its id, and its characters' in order. */
    async addCast(...names: readonly string[]): Promise<{ readonly showId: string; readonly ids: readonly string[] }> {
      const show = ShowAnswer.parse(
        await answered(await call("POST", "/api/shows", { title: "The Long Night", logline: "A town waits." })),
      );
      const ids: string[] = [];
      for (const name of names) {
        const words = { name, role: "sheriff", description: "Grey coat, a scar." };
        const added = await call("POST", `/api/shows/${show.id}/characters`, words);
        ids.push(CharacterAnswer.parse(await answered(added)).id);
      }
      return { showId: show.id, ids };
    },
    /** @returns the job's id, as it is answered */
    async ask(kind: CastKind, id: string, jobId: string = randomUUID()): Promise<string> {
      const answer = await call("POST", doorOf[kind], { jobId, [kind === "trailer" ? "showId" : "characterId"]: id });
      return CastJobAnswer.parse(await answered(answer)).jobId;
    },
    async status(kind: CastKind, jobId: string): Promise<CastStatusAnswer> {
      return CastStatusAnswer.parse(await answered(await call("GET", `${doorOf[kind]}/status?jobId=${jobId}`)));
    },
    async readShow(showId: string): Promise<ShowAnswer> {
      return ShowAnswer.parse(await answered(await call("GET", `/api/shows/${showId}`)));
    },
    async generateMissing(showId: string, kind: CastKind): Promise<GenerateMissingAnswer> {
      const answer = await call("POST", `/api/shows/${showId}/generate-missing`, { kind });
      return GenerateMissingAnswer.parse(await answered(answer));
    },
  };
  return client;
}

async function answered(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Error(`Answered with ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}
