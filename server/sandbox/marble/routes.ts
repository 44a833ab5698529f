import { randomUUID } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import { type Answer, json, Refusal, type SandboxRequest } from "../http/exchange.ts";
import type { Route } from "../http/routing.ts";
import type { WorldFiles } from "./files.ts";
import { found, keyed, notFound, withFaults } from "./handling.ts";
import type { WorldLinks } from "./links.ts";
import { listPage } from "./listing.ts";
import type { MediaAssets } from "./media-assets.ts";
import { contentsOf } from "./media-contents.ts";
import type { Misbehaviour } from "./misbehaviour.ts";
import { orderTask } from "./ordering.ts";
import type { TaskRegister } from "./register.ts";
import { GenerateRequest, ListRequest } from "./requests.ts";
import { contentTypeOf, roleNamed } from "./roles.ts";
import { chargeOf, type MarbleTask, taskAt, WORLD_CREDITS } from "./tasks.ts";
import { readJson } from "./validation.ts";
import { createdJson, operationJson, type WorldFace, worldJson } from "./wire.ts";

/** What a fresh account holds. */
const STARTING_CREDITS = 1_000_000_000;

export interface MarbleParts {
  readonly clock: SandboxClock;
  readonly register: TaskRegister;
  readonly mediaAssets: MediaAssets;
  readonly files: WorldFiles;
  readonly links: WorldLinks;
  readonly misbehaviour: Misbehaviour;
  readonly worldMs: number;
}

export function marbleRoutes(parts: MarbleParts): readonly Route[] {
  const { clock, register, mediaAssets, files, links, misbehaviour } = parts;

  const faulty = withFaults(misbehaviour);

  async function faceOf(task: MarbleTask, now: number, concern: "look" | "world" | "list"): Promise<WorldFace> {
    const isShown = concern !== "list" && taskAt(task, now).status === "SUCCEEDED";
    const deviations = isShown ? misbehaviour.face(concern) : STRAIGHT_FACE;
    return { links, caption: await files.caption(task), ...deviations };
  }

  const generate = faulty("create", (request) => {
    const order = readJson(GenerateRequest, request.body);
    const contents = contentsOf(order.world_prompt, mediaAssets);
    return async () => {
      const task: MarbleTask = {
        operationId: randomUUID(),
        worldId: randomUUID(),
        ...orderTask(order, contents),
        createdAt: clock.now(),
        durationMs: parts.worldMs,
        outcome: misbehaviour.outcome(),
      };
      await register.add(task);
      if (task.outcome === "succeeds") files.begin(task);
      return json(200, createdJson(task));
    };
  });

  const look = faulty("look", ({ params }) => {
    const task = found(register.byOperation(params.operationId ?? ""), "Operation");
    const now = clock.now();
    return async () => json(200, operationJson(task, now, await faceOf(task, now, "look")));
  });

  const world = faulty("world", ({ params }) => {
    const task = found(register.byWorld(params.worldId ?? ""), "World");
    const now = clock.now();
    return async () => {
      const face = await faceOf(task, now, "world");
      const bare = worldJson(task, now, face);
      return json(200, face.plainId ? { world: bare } : bare);
    };
  });

  const list = faulty("list", ({ body }) => {
    const now = clock.now();
    const page = listPage(register.kept(), readJson(ListRequest, body), now);
    if (page === undefined) throw new Refusal(json(400, { detail: "Invalid page_token" }));
    return async () => {
      const worlds = page.tasks.map(async (task) => worldJson(task, now, await faceOf(task, now, "list")));
      return json(200, { worlds: await Promise.all(worlds), next_page_token: page.nextPageToken });
    };
  });

  const file = faulty("file", ({ params, query }) => {
    const task = found(register.byWorld(params.worldId ?? ""), "File");
    const role = found(roleNamed(params.fileName ?? ""), "File");
    if (taskAt(task, clock.now()).status !== "SUCCEEDED") throw notFound("File not found");
    return async () => {
      if (links.isExpired(task.worldId, query.get("v"))) return json(403, EXPIRED);
      if (misbehaviour.expiresFiles()) {
        links.expire(task.worldId);
        return json(403, EXPIRED);
      }
      const headers = { "content-type": contentTypeOf(role), "access-control-allow-origin": "*" };
      return { status: 200, headers, body: await files.read(task, role) };
    };
  });

  async function deleteWorld({ params }: SandboxRequest): Promise<Answer> {
    const { worldId } = found(register.byWorld(params.worldId ?? ""), "World");
    await register.deleteWorld(worldId);
    await files.remove(worldId);
    return json(200, { world_id: worldId, deleted: true });
  }

  function credits(): Answer {
    const charges = register.all().map((task) => chargeOf(task, clock.now()));
    const spent = charges.filter(({ refunded }) => !refunded).length * WORLD_CREDITS;
    return json(200, { remaining_credits: Math.max(0, STARTING_CREDITS - spent) });
  }

  return [
    { method: "POST", path: "/marble/v1/worlds:generate", handle: keyed(generate) },
    { method: "GET", path: "/marble/v1/operations/{operationId}", handle: keyed(look) },
    { method: "GET", path: "/marble/v1/worlds/{worldId}", handle: keyed(world) },
    { method: "DELETE", path: "/marble/v1/worlds/{worldId}", handle: keyed(deleteWorld) },
    { method: "POST", path: "/marble/v1/worlds:list", handle: keyed(list) },
    { method: "GET", path: "/marble/v1/credits", handle: keyed(credits) },
    { method: "GET", path: "/files/marble/{worldId}/{fileName}", handle: file },
  ];
}

const STRAIGHT_FACE = { singularUrl: false, plainId: false, withoutPano: false };
const EXPIRED = { detail: "This link has expired." };
