import type { SandboxClock } from "../clock.ts";

/** The last segment of each file's link, its name on disk, and its type. */
export const MODEL_FILE = { name: "model.glb", type: "model/gltf-binary" } as const;
export const PREVIEW_FILE = { name: "preview.webp", type: "image/webp" } as const;

/** The shortest life that Tripo's links were said to have: five minutes, by the sandbox's clock. */
const LINK_LIFE_MS = 300_000;

/**
 * The links to tasks' files. Each answer carries fresh ones, which die after a while; those of a task can be made to
 * expire at once. Expired versions are kept in memory: after a restart a link lives as long as it says.
 */
export interface TaskLinks {
  url(taskId: string, fileName: string): string;
  expire(taskId: string): void;
  /** Whether a link with this query no longer works. */
  isExpired(taskId: string, query: URLSearchParams): boolean;
}

export function createLinks(baseUrl: string, clock: SandboxClock): TaskLinks {
  const versions = new Map<string, number>();
  const versionOf = (taskId: string) => versions.get(taskId) ?? 1;
  return {
    url(taskId, fileName) {
      const query = new URLSearchParams({ expires: String(clock.now() + LINK_LIFE_MS), v: String(versionOf(taskId)) });
      return `${baseUrl}/files/tripo/${taskId}/${fileName}?${query}`;
    },
    expire(taskId) {
      versions.set(taskId, versionOf(taskId) + 1);
    },
    isExpired: (taskId, query) =>
      !(Number(query.get("expires")) > clock.now()) || Number(query.get("v")) < versionOf(taskId),
  };
}
