import type { Room } from "colyseus.js";
import type { WorldState } from "../../contract/state.ts";

/** The SDK's room with our state; its own type parameter (a server room class) is not something a client can know. */
export type WorldRoom = Room<unknown, WorldState>;
