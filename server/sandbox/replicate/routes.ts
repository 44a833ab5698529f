import type { Concern } from "../faults.ts";
import { type Answer, json, Refusal, type SandboxRequest } from "../http/exchange.ts";
import type { Handler, Route } from "../http/routing.ts";
import type { MadeFiles } from "../made-files.ts";
import { ownerOf } from "./callers.ts";
import { type CreatingParts, createCreating } from "./creating.ts";
import { contentTypeOf, fileNameOf, type PredictionLinks } from "./links.ts";
import { listPage } from "./listing.ts";
import { notFound, problem } from "./problems.ts";
import { Creation, CreationByVersion, cancelAfterMs, checked, ListQuery, readJson } from "./requests.ts";
import { isRemoved, type ReplicateTask, type TaskState } from "./tasks.ts";
import type { Webhooks } from "./webhooks.ts";

/** What pictures inside a request may come to, in bytes. */
const MAX_CREATION_BYTES = 20 * 1_048_576;

export interface ReplicateParts extends CreatingParts {
  readonly files: MadeFiles<ReplicateTask>;
  readonly links: PredictionLinks;
  readonly webhooks: Webhooks;
  readonly stateOf: (task: ReplicateTask) => TaskState;
  readonly bodyOf: (task: ReplicateTask) => object;
  readonly baseUrl: string;
}

/** A request that was checked and found in order, not yet carried out: between the two, faults have their say. */
type Act = () => Answer | Promise<Answer>;

/** The interface under `/v1`, and the files that its answers link to. */
export function replicateRoutes(parts: ReplicateParts): readonly Route[] {
  const { clock, register, files, links, misbehaviour, webhooks, stateOf, bodyOf, baseUrl } = parts;
  const prepare = createCreating(parts);

  function faulty(concern: Concern, check: (request: SandboxRequest) => Act | Promise<Act>): Handler {
    return async (request) => {
      const act = await check(request);
      const answer = misbehaviour.refusal(concern) ?? (await act());
      return answer.status < 300 ? misbehaviour.delivered(concern, answer) : answer;
    };
  }

  async function creation(request: SandboxRequest, model: string, asked: Creation): Promise<Act> {
    const create = await prepare({
      owner: ownerOf(request),
      model,
      creation: asked,
      cancelAfterMs: cancelAfterMs(request),
    });
    return async () => {
      const task = await create();
      if (task.outcome === "succeeds") files.begin(task);
      const answer = json(201, bodyOf(task));
      await webhooks.follow(task);
      return answer;
    };
  }

  const createByModel = faulty("create", (request) => {
    ownerOf(request);
    const { owner = "", name = "" } = request.params;
    return creation(request, `${owner}/${name}`, readJson(Creation, request));
  });

  const createByVersion = faulty("create", (request) => {
    ownerOf(request);
    const { version, ...asked } = readJson(CreationByVersion, request);
    return creation(request, version.replace(/:[0-9a-f]{64}$/, ""), asked);
  });

  function owned(request: SandboxRequest): ReplicateTask {
    const task = register.task(request.params.id ?? "", ownerOf(request));
    if (task === undefined) throw notFound();
    return task;
  }

  const look = faulty("look", (request) => {
    const task = owned(request);
    return () => json(200, bodyOf(task));
  });

  const cancel = faulty("cancel", (request) => {
    const task = owned(request);
    return async () => {
      // One that has ended is answered as it is.
      if (!("endedAt" in stateOf(task))) await register.cancel(task.id, clock.now());
      return json(200, bodyOf(task));
    };
  });

  const list = faulty("list", (request) => {
    const owner = ownerOf(request);
    const query = checked(ListQuery, Object.fromEntries(request.query));
    return () => {
      const own = register.tasks().filter((task) => task.owner === owner);
      const page = listPage(own, query);
      if (page === undefined) return problem({ status: 400, title: "Bad request", detail: "Invalid cursor" });
      return json(200, {
        previous: pageUrl(request.query, page.previous),
        next: pageUrl(request.query, page.next),
        results: page.tasks.map(bodyOf),
      });
    };
  });

  function pageUrl(query: URLSearchParams, cursor: string | null): string | null {
    if (cursor === null) return null;
    const params = new URLSearchParams(query);
    params.set("cursor", cursor);
    return `${baseUrl}/v1/predictions?${params}`;
  }

  const file = faulty("file", ({ params }) => {
    const { id = "", version = "", fileName } = params;
    const task = register.taskOfAnyone(id);
    if (task === undefined || fileName !== fileNameOf(task)) throw noFile();
    return async () => {
      const state = stateOf(task);
      if (state.status !== "succeeded" || isRemoved(state, clock.now())) throw noFile();
      if (links.isExpired(id, version)) throw noFile();
      if (misbehaviour.expiresFiles()) {
        links.expire(id);
        throw noFile();
      }
      const headers = { "content-type": contentTypeOf(task), "access-control-allow-origin": "*" };
      return { status: 200, headers, body: await files.read(task, fileName) };
    };
  });

  const account: Handler = (request) =>
    json(200, { type: "user", username: ownerOf(request), name: "Sandbox", github_url: "" });

  const webhookSecret: Handler = async (request) => {
    ownerOf(request);
    return json(200, { key: await register.secret() });
  };

  const elsewhere: Handler = (request) => {
    ownerOf(request);
    throw notFound();
  };

  const maxBodyBytes = MAX_CREATION_BYTES;
  return [
    { method: "POST", path: "/v1/models/{owner}/{name}/predictions", maxBodyBytes, handle: createByModel },
    { method: "POST", path: "/v1/predictions", maxBodyBytes, handle: createByVersion },
    { method: "GET", path: "/v1/predictions", handle: list },
    { method: "GET", path: "/v1/predictions/{id}", handle: look },
    { method: "POST", path: "/v1/predictions/{id}/cancel", handle: cancel },
    { method: "GET", path: "/v1/webhooks/default/secret", handle: webhookSecret },
    { method: "GET", path: "/v1/account", handle: account },
    { method: "*", path: "/v1/**", handle: elsewhere },
    { method: "GET", path: "/files/replicate/{id}/{version}/{fileName}", handle: file },
  ];
}

/** As the storage behind Replicate's links says it. */
const noFile = (): Refusal =>
  new Refusal({ status: 404, headers: { "content-type": "text/plain" }, body: "Not found" });
