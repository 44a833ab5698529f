import { signal } from "@preact/signals";
import type { OpenedWorld } from "../../client/session/session.ts";
import type { Link } from "../../client/session/world-connection.ts";
import type { RoomRequest } from "../../contract/messages.ts";

export interface FakeWorld extends OpenedWorld {
  readonly asked: [RoomRequest, unknown][];
  isLeft: boolean;
  setLink(link: Link): void;
}

/** A world's connection without a socket: it notes what it is asked, and drops or dies when told. */
export function fakeWorld(worldId: string, sessionId = `session in ${worldId}`): FakeWorld {
  const link = signal<Link>({ kind: "up" });
  const asked: [RoomRequest, unknown][] = [];
  const world: FakeWorld = {
    worldId,
    sessionId,
    asked,
    isLeft: false,
    arrivalYaw: 0,
    link,
    players: signal([]),
    portals: signal([]),
    exhibits: signal([]),
    request(type, payload) {
      asked.push([type, payload]);
      return new Promise(() => undefined);
    },
    frame: (_nowMs, controls) => ({ self: { x: 1, z: 2, yaw: controls.yaw }, players: [] }),
    async leave() {
      world.isLeft = true;
    },
    setLink(next) {
      link.value = next;
    },
  };
  return world;
}
