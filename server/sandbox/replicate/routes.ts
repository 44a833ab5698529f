import { randomBytes } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import type { Concern } from "../faults.ts";
import { type Answer, json, Refusal, type SandboxRequest } from "../http/exchange.ts";
import type { Handler, Route } from "../http/routing.ts";
import type { MadeFiles } from "../made-files.ts";
import { ownerOf } from "./callers.ts";
import { contentTypeOf, fileNameOf, type PredictionLinks } from "./links.ts";
import { listPage } from "./listing.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { orderPrediction } from "./ordering.ts";
import { isOwnMachine } from "./own-machine.ts";
import type { Pictures } from "./pictures.ts";
import { notFound, problem, refusal } from "./problems.ts";
import type { ReplicateRegister } from "./register.ts";
import {
  type Creation,
  CreationByModel,
  CreationByVersion,
  cancelAfterMs,
  checked,
  ListQuery,
  readJson,
} from "./requests.ts";
import { isRemoved, type ReplicateTask, type TaskState } from "./tasks.ts";
import type { Webhooks } from "./webhooks.ts";

/** What pictures inside a request may come to, in bytes. */
const MAX_CREATION_BYTES = 20 * 1_048_576;

export interface ReplicateParts {
  readonly clock: SandboxClock;
  readonly register: ReplicateRegister;
  readonly pictures: Pictures;
  readonly files: MadeFiles<ReplicateTask>;
  readonly links: PredictionLinks;
  readonly misbehaviour: Misbehaviour;
  readonly webhooks: Webhooks;
  readonly stateOf: (task: ReplicateTask) => TaskState;
  readonly bodyOf: (task: ReplicateTask) => object;
  readonly baseUrl: string;
  readonly durationMs: { readonly picture: number; readonly film: number };
}

/** A request that was checked and found in order, not yet carried out: between the two, faults have their say. */
type Act = () => Answer | Promise<Answer>;

/** The interface under `/v1`, and the files that its answers link to. */
export function replicateRoutes(parts: ReplicateParts): readonly Route[] {
  const { clock, register, pictures, files, links, misbehaviour, webhooks, stateOf, bodyOf, baseUrl } = parts;

  function faulty(concern: Concern, prepare: (request: SandboxRequest) => Act | Promise<Act>): Handler {
    return async (request) => {
      const act = await prepare(request);
      const answer = misbehaviour.refusal(concern) ?? (await act());
      return answer.status < 300 ? misbehaviour.delivered(concern, answer) : answer;
    };
  }

  async function prepareCreation(request: SandboxRequest, model: string, asked: Creation): Promise<Act> {
    const owner = ownerOf(request);
    const { pictures: sent, ...ordered } = await orderPrediction(model, asked.input);
    const cancelAfter = cancelAfterMs(request);
    // Only https is taken, and this machine's own http; what is sent goes to the latter alone.
    if (
      asked.webhook !== undefined &&
      URL.parse(asked.webhook)?.protocol !== "https:" &&
      !isOwnMachine(asked.webhook)
    ) {
      throw refusal({ status: 422, title: "Invalid request", detail: "- webhook: must be an HTTPS URL\n" });
    }
    const { webhook: url, webhook_events_filter: events = ["start", "output", "logs", "completed"] } = asked;
    return async () => {
      for (const picture of sent) await pictures.keep(picture);
      const task: ReplicateTask = {
        id: randomBytes(20).toString("hex").slice(0, 26),
        owner,
        ...ordered,
        hook: url === undefined ? null : { url, events, how: misbehaviour.hooks() },
        cancelAfterMs: cancelAfter,
        createdAt: clock.now(),
        durationMs: ordered.work.make === "portrait" ? parts.durationMs.picture : parts.durationMs.film,
        outcome: misbehaviour.outcome(),
        showsProgress: misbehaviour.showsProgress(),
      };
      await register.addTask(task);
      if (task.outcome === "succeeds") files.begin(task);
      const answer = json(201, bodyOf(task));
      await webhooks.follow(task);
      return answer;
    };
  }

  const createByModel = faulty("create", (request) => {
    ownerOf(request);
    const { owner = "", name = "" } = request.params;
    return prepareCreation(request, `${owner}/${name}`, readJson(CreationByModel, request));
  });

  const createByVersion = faulty("create", (request) => {
    ownerOf(request);
    const { version, ...asked } = readJson(CreationByVersion, request);
    return prepareCreation(request, version.replace(/:[0-9a-f]{64}$/, ""), asked);
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
