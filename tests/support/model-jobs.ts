import { Generate3dAnswer, ModelStatusAnswer } from "../../contract/routes.ts";
import { anOrder } from "./model-doors.ts";
import { until } from "./until.ts";
import type { Waygate } from "./waygate.ts";

/** What the sandbox takes for a model, in ms of its clock, as `startWaygate` sets it. */
export const MODEL_MS = 100_000;

/** Image to 3D over the whole server, as a caller of its doors sees it. */
export function modelJobs(waygate: Waygate, imageUrl: string) {
  const post = (
    path: string,
    more: object = {},
    headers: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ) =>
    fetch(waygate.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ ...anOrder, imageUrl, ...more }),
      ...(signal && { signal }),
    });
  const status = async (recordId: number): Promise<ModelStatusAnswer> =>
    ModelStatusAnswer.parse(await (await fetch(`${waygate.url}/api/generation-status/${recordId}`)).json());
  async function once(recordId: number, holds: (answer: ModelStatusAnswer) => boolean): Promise<ModelStatusAnswer> {
    let answer = await status(recordId);
    await until(async () => {
      answer = await status(recordId);
      return holds(answer);
    });
    return answer;
  }
  return {
    post,
    status,
    async submit(more: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<number> {
      const answer = await post("/api/generate-3d", more, headers);
      return Generate3dAnswer.parse(await answer.json()).record_id;
    },
    /** Once its task is known. */
    accepted: (recordId: number) => once(recordId, ({ task_id }) => task_id !== null),
    /** Once its task is known, or it has ended without one. */
    answered: (recordId: number) => once(recordId, ({ status, task_id }) => status !== "running" || task_id !== null),
    /** Once it has ended. */
    ended: (recordId: number) => once(recordId, (answer) => answer.status !== "running"),
  };
}
