import { FILE_NAMES, type FileRole } from "./roles.ts";

/**
 * The links to worlds' files. They are unsigned, as Marble's are; a world's links can be made to expire, and from then on
 * those in new answers carry the next `v`. Kept in memory: after a restart every link works.
 */
export interface WorldLinks {
  url(worldId: string, role: FileRole): string;
  expire(worldId: string): void;
  /** @param v the link's own, null for none. */
  isExpired(worldId: string, v: string | null): boolean;
}

export function createLinks(baseUrl: string): WorldLinks {
  const versions = new Map<string, number>();
  const versionOf = (worldId: string) => versions.get(worldId) ?? 1;
  return {
    url(worldId, role) {
      const version = versionOf(worldId);
      return `${baseUrl}/files/marble/${worldId}/${FILE_NAMES[role]}${version > 1 ? `?v=${version}` : ""}`;
    },
    expire(worldId) {
      versions.set(worldId, versionOf(worldId) + 1);
    },
    isExpired: (worldId, v) => Number(v ?? 1) < versionOf(worldId),
  };
}
