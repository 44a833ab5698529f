import type { ReplicateTask } from "./tasks.ts";

/** The name of a prediction's file, in its link and on disk. */
export const fileNameOf = ({ work }: ReplicateTask): string => (work.make === "portrait" ? "out-0.webp" : "out.webm");
export const contentTypeOf = ({ work }: ReplicateTask): string =>
  work.make === "portrait" ? "image/webp" : "video/webm";

/**
 * The links to predictions' files, which hold as long as the files are kept. Those of one can be made to expire at once:
 * its next answer carries another. Expired versions are kept in memory.
 */
export interface PredictionLinks {
  url(task: ReplicateTask): string;
  expire(id: string): void;
  isExpired(id: string, version: string): boolean;
}

export function createLinks(baseUrl: string): PredictionLinks {
  const versions = new Map<string, number>();
  const versionOf = (id: string) => versions.get(id) ?? 1;
  return {
    url: (task) => `${baseUrl}/files/replicate/${task.id}/${versionOf(task.id)}/${fileNameOf(task)}`,
    expire: (id) => void versions.set(id, versionOf(id) + 1),
    isExpired: (id, version) => version !== String(versionOf(id)),
  };
}
