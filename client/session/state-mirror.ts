import { type ReadonlySignal, signal } from "@preact/signals";
import { Callbacks } from "colyseus.js";
import type { Exhibit, Player, Portal } from "../../contract/state.ts";
import {
  type ExhibitSnapshot,
  exhibitSnapshot,
  type PlayerSnapshot,
  type PortalSnapshot,
  playerSnapshot,
  portalSnapshot,
} from "./snapshots.ts";
import type { WorldRoom } from "./world-room.ts";

export interface StateMirror {
  readonly players: ReadonlySignal<readonly PlayerSnapshot[]>;
  readonly portals: ReadonlySignal<readonly PortalSnapshot[]>;
  readonly exhibits: ReadonlySignal<readonly ExhibitSnapshot[]>;
  dispose(): void;
}

/**
 * The room's state as signals of plain values. Callbacks only note what changed; the lists are made anew at most once
 * a patch, and never for a player's mere movement.
 */
export function mirrorState(room: WorldRoom): StateMirror {
  const callbacks = Callbacks.get(room);
  const players = signal<readonly PlayerSnapshot[]>([]);
  const portals = signal<readonly PortalSnapshot[]>([]);
  const exhibits = signal<readonly ExhibitSnapshot[]>([]);
  const changed = { players: true, portals: true, exhibits: true };
  const note = (list: keyof typeof changed) => () => {
    changed[list] = true;
  };
  const [notePlayers, notePortals, noteExhibits] = [note("players"), note("portals"), note("exhibits")];
  function publish(): void {
    if (changed.players) players.value = [...room.state.players].map(([id, player]) => playerSnapshot(player, id));
    if (changed.portals) portals.value = [...room.state.portals.values()].map(portalSnapshot);
    if (changed.exhibits) exhibits.value = [...room.state.exhibits.values()].map(exhibitSnapshot);
    Object.assign(changed, { players: false, portals: false, exhibits: false });
  }
  const ends = [
    callbacks.onAdd("players", (player: Player) => {
      notePlayers();
      for (const field of ["playerId", "name", "away", "loading"] as const) {
        callbacks.listen(player, field, notePlayers, false);
      }
    }),
    callbacks.onRemove("players", notePlayers),
    callbacks.onAdd("portals", (portal: Portal) => {
      notePortals();
      callbacks.onChange(portal, notePortals);
    }),
    callbacks.onRemove("portals", notePortals),
    callbacks.onAdd("exhibits", (exhibit: Exhibit) => {
      noteExhibits();
      callbacks.onChange(exhibit, noteExhibits);
    }),
    callbacks.onRemove("exhibits", noteExhibits),
  ];
  room.onStateChange(publish);
  publish();
  return {
    players,
    portals,
    exhibits,
    dispose() {
      room.onStateChange.remove(publish);
      for (const end of ends) end();
    },
  };
}
