import { type SchemaType, schema, t } from "@colyseus/schema";

/**
 * The synced state of a room (design section 6.1). Strings are "" for none, times are ms since 1970 with 0 for none,
 * `progress` is 0 to 100 or -1 for unknown, `queuePosition` 0 means not waiting. Metres and radians.
 */
export const Player = schema(
  {
    playerId: t.string().default(""),
    name: t.string().default(""),
    // float32 and angle, not quantized: the client's prediction then matches the server's step to the bit.
    x: t.float32().default(0),
    y: t.float32().default(0),
    z: t.float32().default(0),
    yaw: t.angle().default(0),
    away: t.boolean().default(false),
    loading: t.boolean().default(false),
  },
  "Player",
);
export type Player = SchemaType<typeof Player>;

export const Portal = schema(
  {
    id: t.string().default(""),
    x: t.float32().default(0),
    y: t.float32().default(0),
    z: t.float32().default(0),
    rotationY: t.float32().default(0),
    status: t.string().default("generating"),
    pendingOperationId: t.string().default(""),
    url: t.string().default(""),
    targetWorldId: t.string().default(""),
    prompt: t.string().default(""),
    createdBy: t.string().default(""),
    createdByName: t.string().default(""),
    pollerId: t.string().default(""),
    startedAt: t.float64().default(0),
    typicalSeconds: t.uint16().default(0),
    progress: t.int8().default(-1),
    queuePosition: t.uint16().default(0),
    errorCode: t.string().default(""),
    errorMessage: t.string().default(""),
    thumbnailUrl: t.string().default(""),
    occupancy: t.uint16().default(0),
  },
  "Portal",
);
export type Portal = SchemaType<typeof Portal>;

export const Exhibit = schema(
  {
    id: t.string().default(""),
    kind: t.string().default(""),
    /** Of the generation that it shows: its maker cancels and retries by it. */
    jobId: t.string().default(""),
    x: t.float32().default(0),
    y: t.float32().default(0),
    z: t.float32().default(0),
    rotationY: t.float32().default(0),
    scale: t.float32().default(1),
    name: t.string().default(""),
    status: t.string().default("generating"),
    url: t.string().default(""),
    posterUrl: t.string().default(""),
    createdBy: t.string().default(""),
    createdByName: t.string().default(""),
    startedAt: t.float64().default(0),
    typicalSeconds: t.uint16().default(0),
    progress: t.int8().default(-1),
    queuePosition: t.uint16().default(0),
    errorCode: t.string().default(""),
    errorMessage: t.string().default(""),
    /** What it shows as that is by now, `character:<id>` or `show:<id>`; "" where it shows one generation. */
    subject: t.string().default(""),
  },
  "Exhibit",
);
export type Exhibit = SchemaType<typeof Exhibit>;

export const WorldState = schema(
  {
    worldId: t.string().default(""),
    players: t.map(Player),
    portals: t.map(Portal),
    exhibits: t.map(Exhibit),
  },
  "WorldState",
);
export type WorldState = SchemaType<typeof WorldState>;

/** One movement input: forward and right are -1, 0 or 1; yaw is the heading in radians. 4 bytes on the wire. */
export const MoveInput = schema({ forward: t.int8(), right: t.int8(), yaw: t.angle() }, "MoveInput");
export type MoveInput = SchemaType<typeof MoveInput>;
