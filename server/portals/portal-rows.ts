import type { Prisma } from "../../generated/sqlite/client.ts";
import type { Database } from "../persistence/database.ts";
import { storableText } from "../persistence/storable-text.ts";
import { interrupted, type PortalOutcome, type PortalRow, type PortalStatus } from "./portal.ts";

/** What a portal's world is made from. */
export type Wanted = Pick<PortalRow, "prompt" | "image">;

/** The `portals` table. Every change of a portal's outcome is conditional, so that an old generation cannot overwrite a new one. */
export interface PortalRows {
  inWorld(worldId: string): Promise<PortalRow[]>;
  read(id: string): Promise<PortalRow | null>;
  /** Portals that still wait for a generation, wherever they stand. */
  generating(): Promise<PortalRow[]>;
  leadingTo(targetWorldId: string): Promise<PortalRow[]>;
  insert(row: PortalRow): Promise<void>;
  /** Puts a new generation onto a portal that is not generating; null when it is, or is gone. */
  beginGeneration(id: string, begun: Wanted & { generationId: number; now: number }): Promise<PortalRow | null>;
  /** Connects a portal that is not generating to a world; null when it is generating, or is gone. */
  connect(
    id: string,
    to: { url: string; targetWorldId: string; prompt: string; now: number },
  ): Promise<PortalRow | null>;
  /**
   * Writes what a generation decided, unless the portal belongs to another one by now. That it is generating is not
   * written over an end, which another server may have written since the portal was read.
   */
  writeOutcome(id: string, generationId: number, outcome: PortalOutcome, now: number): Promise<PortalRow | null>;
  /** Makes a portal what it was before this generation was begun on it. */
  putBack(before: PortalRow, generationId: number): Promise<void>;
  remove(id: string): Promise<boolean>;
}

/** `isAwaiting`, as the database is asked. */
const awaiting = {
  OR: [{ status: "generating" }, { errorCode: interrupted.errorCode }],
} satisfies Prisma.PortalWhereInput;

export function createPortalRows(database: Database): PortalRows {
  const { portal } = database.client;

  async function afterUpdate(id: string, { count }: { count: number }): Promise<PortalRow | null> {
    if (count === 0) return null;
    const row = await portal.findUnique({ where: { id } });
    return row && fromDatabase(row);
  }

  return {
    async inWorld(worldId) {
      const rows = await portal.findMany({ where: { worldId }, orderBy: { createdAt: "asc" } });
      return rows.map(fromDatabase);
    },
    async read(id) {
      const row = await portal.findUnique({ where: { id: storableText(id) } });
      return row && fromDatabase(row);
    },
    async generating() {
      return (await portal.findMany({ where: { status: "generating" } })).map(fromDatabase);
    },
    async leadingTo(targetWorldId) {
      return (await portal.findMany({ where: { targetWorldId } })).map(fromDatabase);
    },
    async insert(row) {
      await portal.create({ data: toDatabase(row) });
    },
    async beginGeneration(id, { generationId, prompt, image, now }) {
      const updated = await portal.updateMany({
        where: { id, status: { not: "generating" } },
        data: {
          status: "generating",
          generationId: BigInt(generationId),
          pendingOperationId: null,
          prompt,
          image,
          errorCode: null,
          errorMessage: null,
          updatedAt: new Date(now),
        },
      });
      return afterUpdate(id, updated);
    },
    async connect(id, { url, targetWorldId, prompt, now }) {
      const updated = await portal.updateMany({
        where: { id, status: { not: "generating" } },
        data: {
          status: "ready",
          generationId: null,
          pendingOperationId: null,
          url,
          targetWorldId,
          prompt,
          image: null,
          errorCode: null,
          errorMessage: null,
          updatedAt: new Date(now),
        },
      });
      return afterUpdate(id, updated);
    },
    async writeOutcome(id, generationId, outcome, now) {
      const updated = await portal.updateMany({
        where: { id, generationId: BigInt(generationId), ...(outcome.status === "generating" && awaiting) },
        data: { ...outcome, updatedAt: new Date(now) },
      });
      return afterUpdate(id, updated);
    },
    async putBack(before, generationId) {
      const { id } = before;
      await portal.updateMany({ where: { id, generationId: BigInt(generationId) }, data: toDatabase(before) });
    },
    async remove(id) {
      return (await portal.deleteMany({ where: { id } })).count === 1;
    },
  };
}

type DatabaseRow = Prisma.PortalGetPayload<Record<string, never>>;

function fromDatabase(row: DatabaseRow): PortalRow {
  return {
    ...row,
    status: statusFrom(row.status),
    generationId: row.generationId === null ? null : Number(row.generationId),
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  };
}

function toDatabase(row: PortalRow): DatabaseRow {
  return {
    ...row,
    generationId: row.generationId === null ? null : BigInt(row.generationId),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  };
}

function statusFrom(text: string): PortalStatus {
  if (text === "generating" || text === "ready" || text === "error") return text;
  throw new Error(`The portals table holds the status "${text}", which no version of Waygate writes.`);
}
