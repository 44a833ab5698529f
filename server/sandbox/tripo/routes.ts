import { randomUUID } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import type { Concern } from "../faults.ts";
import { type Answer, Refusal, type SandboxRequest } from "../http/exchange.ts";
import { type Handler, matchRoute, type Route } from "../http/routing.ts";
import type { MadeFiles } from "../made-files.ts";
import { accountBalance } from "./account.ts";
import { ownerOf } from "./callers.ts";
import { createTasks } from "./creating.ts";
import { refusal, succeeded } from "./envelope.ts";
import { MODEL_FILE, PREVIEW_FILE, type TaskLinks } from "./links.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { orderTask } from "./ordering.ts";
import type { TripoRegister } from "./register.ts";
import { checked, ImageToModel, readJson, TaskList, UsagePage, wrongParameter } from "./requests.ts";
import { type TripoTask, taskAt } from "./tasks.ts";
import { MAX_UPLOAD_BYTES, type Pictures, uploadedPicture } from "./uploads.ts";
import { createdJson, taskJson, usageJson } from "./wire.ts";

/** How long a file token can be used, by the sandbox's clock. */
const TOKEN_LIFE_MS = 24 * 3_600_000;

export interface TripoParts {
  readonly clock: SandboxClock;
  readonly register: TripoRegister;
  readonly pictures: Pictures;
  readonly files: MadeFiles<TripoTask>;
  readonly links: TaskLinks;
  readonly misbehaviour: Misbehaviour;
  readonly modelMs: number;
}

/** A request that was checked and found in order, not yet carried out: between the two, faults have their say. */
type Act = () => Answer | Promise<Answer>;

/** The interface under `/v3`, and the files that its answers link to. */
export function tripoRoutes(parts: TripoParts): readonly Route[] {
  const { clock, register, pictures, files, links, misbehaviour } = parts;
  const createTask = createTasks(clock, register);

  function faulty(concern: Concern, prepare: (request: SandboxRequest) => Act | Promise<Act>): Handler {
    return async (request) => {
      const act = await prepare(request);
      const answer = misbehaviour.refusal(concern) ?? (await act());
      return answer.status === 200 ? misbehaviour.delivered(concern, answer) : answer;
    };
  }

  const upload = faulty("upload", async (request) => {
    const owner = ownerOf(request);
    const picture = await uploadedPicture(request);
    return async () => {
      const fileToken = await pictures.keep(picture);
      await register.addFile({ fileToken, owner, uploadedAt: clock.now() });
      return succeeded({ file_token: fileToken });
    };
  });

  const imageToModel = faulty("create", (request) => {
    const owner = ownerOf(request);
    const order = orderTask(readJson(ImageToModel, request));
    const file = register.file(order.fileToken, owner);
    if (file === undefined || clock.now() >= file.uploadedAt + TOKEN_LIFE_MS) {
      throw wrongParameter("The file token is invalid or has expired.", "Upload the file again.");
    }
    return async () => {
      const task = await createTask({
        owner,
        ...order,
        durationMs: parts.modelMs,
        outcome: misbehaviour.outcome(),
      });
      if (task.outcome.how === "succeeds") files.begin(task);
      return succeeded(createdJson(task));
    };
  });

  const look = faulty("look", (request) => {
    const task = register.task(request.params.taskId ?? "", ownerOf(request));
    if (task === undefined) throw taskNotFound();
    return () => succeeded(taskJson(task, clock.now(), links, misbehaviour.said()));
  });

  const list = faulty("list", (request) => {
    const owner = ownerOf(request);
    const { task_ids: ids } = readJson(TaskList, request);
    const found = ids.flatMap((id) => register.task(id, owner) ?? []);
    return () => {
      const tasks = found.map((task) => [task.taskId, taskJson(task, clock.now(), links, null)] as const);
      const missed = ids.filter((id) => found.every(({ taskId }) => taskId !== id));
      return succeeded({ tasks: Object.fromEntries(tasks), missed });
    };
  });

  const usage = faulty("list", (request) => {
    const owner = ownerOf(request);
    const { limit, offset } = checked(UsagePage, Object.fromEntries(request.query));
    return () => {
      const own = register.tasks().filter((task) => task.owner === owner);
      const page = own.toReversed().slice(offset, offset + limit);
      const isBare = misbehaviour.baresUsage();
      return succeeded(page.map((task) => usageJson(task, clock.now(), isBare)));
    };
  });

  const balance: Handler = (request) => {
    const owner = ownerOf(request);
    return succeeded(
      accountBalance(
        register.tasks().filter((task) => task.owner === owner),
        clock.now(),
      ),
    );
  };

  const file = faulty("file", ({ params, query }) => {
    const task = register.taskOfAnyone(params.taskId ?? "");
    const kind = [MODEL_FILE, PREVIEW_FILE].find(({ name }) => name === params.fileName);
    if (task === undefined || kind === undefined || taskAt(task, clock.now()).status !== "success")
      throw accessDenied();
    return async () => {
      if (links.isExpired(task.taskId, query)) throw accessDenied();
      if (misbehaviour.expiresFiles()) {
        links.expire(task.taskId);
        throw accessDenied();
      }
      const headers = { "content-type": kind.type, "access-control-allow-origin": "*" };
      return { status: 200, headers, body: await files.read(task, kind.name) };
    };
  });

  const routes: readonly Route[] = [
    { method: "POST", path: "/v3/files", maxBodyBytes: MAX_UPLOAD_BYTES, handle: upload },
    { method: "POST", path: "/v3/generation/image-to-model", handle: imageToModel },
    { method: "POST", path: "/v3/tasks/list", handle: list },
    { method: "GET", path: "/v3/tasks/{taskId}", handle: look },
    { method: "GET", path: "/v3/account/usage", handle: usage },
    { method: "GET", path: "/v3/account/balance", handle: balance },
  ];
  const elsewhere: Handler = (request) => {
    ownerOf(request);
    const suggestion = "Check the route against the documentation.";
    if (matchRoute(routes, request.method, request.path).found === "path") {
      throw refusal({ code: 1003, status: 405, message: "The method is not allowed.", suggestion });
    }
    throw refusal({ code: 4001, message: "The route does not exist.", suggestion });
  };
  return [
    ...[...routes, { method: "*", path: "/v3/**", handle: elsewhere } as const].map(traced),
    { method: "GET", path: "/files/tripo/{taskId}/{fileName}", handle: file },
  ];
}

/** Every answer carries an id for support to search by. */
function traced(route: Route): Route {
  const withTrace = (answer: Answer) => ({
    ...answer,
    headers: { ...answer.headers, "x-tripo-trace-id": randomUUID() },
  });
  return {
    ...route,
    async handle(request) {
      try {
        return withTrace(await route.handle(request));
      } catch (error) {
        throw error instanceof Refusal ? new Refusal(withTrace(error.answer)) : error;
      }
    },
  };
}

function taskNotFound(): Refusal {
  return refusal({ code: 2001, message: "Task not found.", suggestion: "Check the task id." });
}

/** As the storage behind Tripo's links says it, of files that are not there, too. */
function accessDenied(): Refusal {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>';
  return new Refusal({ status: 403, headers: { "content-type": "application/xml" }, body });
}
