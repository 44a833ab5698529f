import type { WorldLinks } from "./links.ts";
import { type MarbleTask, type TaskState, taskAt, updatedAt, WORLD_CREDITS } from "./tasks.ts";

const OPERATION_LIFE_MS = 3_600_000;

/** What a world's answer needs besides its task. The last three are deviations that Marble has been seen with. */
export interface WorldFace {
  readonly links: WorldLinks;
  readonly caption: string | null;
  /** `/world/` in `world_marble_url`, where the sandbox otherwise says `/worlds/` as users reported. */
  readonly singularUrl: boolean;
  /** `id` in place of `world_id`. */
  readonly plainId: boolean;
  readonly withoutPano: boolean;
}

/** Marble's Operation. The `response` of a finished one is a snapshot: many of its fields are null. */
export function operationJson(task: MarbleTask, now: number, face: WorldFace): object {
  const state = taskAt(task, now);
  const common = {
    operation_id: task.operationId,
    created_at: dateTime(task.createdAt),
    updated_at: dateTime(updatedAt(task, now)),
    expires_at: dateTime(task.createdAt + OPERATION_LIFE_MS),
    done: state.status !== "RUNNING",
  };
  switch (state.status) {
    case "RUNNING": {
      const metadata = metadataOf(task, "IN_PROGRESS", "World generation in progress");
      return { ...common, error: null, metadata, response: null, cost: null };
    }
    case "FAILED":
      return { ...common, error: state.error, metadata: null, response: null, cost: null };
    case "SUCCEEDED":
      return {
        ...common,
        error: null,
        metadata: metadataOf(task, "SUCCEEDED", "World generation completed successfully"),
        response: { ...identity(task, face), ...UNKNOWN_IN_SNAPSHOT, assets: assetsOf(task, face) },
        cost: {
          total_credits: WORLD_CREDITS,
          line_items: [{ name: "world_generation", credits: WORLD_CREDITS }],
        },
      };
  }
}

/** The Operation that answers a creation: its metadata is still null. */
export function createdJson(task: MarbleTask): object {
  return {
    operation_id: task.operationId,
    created_at: dateTime(task.createdAt),
    updated_at: dateTime(task.createdAt),
    expires_at: dateTime(task.createdAt + OPERATION_LIFE_MS),
    done: false,
    error: null,
    metadata: null,
    response: null,
    cost: null,
  };
}

/** Marble's World, the full record. It has no status field: a world that is not there yet has no assets. */
export function worldJson(task: MarbleTask, now: number, face: WorldFace): object {
  const state: TaskState = taskAt(task, now);
  return {
    ...identity(task, face),
    created_at: dateTime(task.createdAt),
    updated_at: dateTime(updatedAt(task, now)),
    model: task.model,
    permission: task.permission,
    tags: task.tags,
    world_prompt: task.worldPrompt,
    assets: state.status === "SUCCEEDED" ? assetsOf(task, face) : null,
  };
}

const UNKNOWN_IN_SNAPSHOT = {
  created_at: null,
  updated_at: null,
  model: null,
  permission: null,
  tags: null,
  world_prompt: null,
};

function identity(task: MarbleTask, face: WorldFace): object {
  const segment = face.singularUrl ? "world" : "worlds";
  return {
    [face.plainId ? "id" : "world_id"]: task.worldId,
    display_name: task.displayName,
    world_marble_url: `https://marble.worldlabs.ai/${segment}/${task.worldId}`,
  };
}

function metadataOf(task: MarbleTask, status: string, description: string): object {
  return { progress: { status, description }, world_id: task.worldId };
}

function assetsOf({ worldId }: MarbleTask, { links, caption, withoutPano }: WorldFace): object {
  return {
    caption,
    thumbnail_url: links.url(worldId, "thumbnail"),
    imagery: { pano_url: withoutPano ? null : links.url(worldId, "pano") },
    mesh: { collider_mesh_url: links.url(worldId, "collider"), full_res_mesh_url: null, hq_mesh_url: null },
    splats: {
      spz_urls: { "100k": links.url(worldId, "100k"), "500k": links.url(worldId, "500k") },
      semantics_metadata: { metric_scale_factor: 1, ground_plane_offset: 0 },
    },
  };
}

function dateTime(ms: number): string {
  return new Date(ms).toISOString();
}
