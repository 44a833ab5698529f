import type { ReadonlySignal } from "@preact/signals";
import type { PlayerSnapshot } from "../session/snapshots.ts";
import { texts } from "./texts.ts";

interface PlayerListProps {
  readonly players: ReadonlySignal<readonly PlayerSnapshot[]>;
  readonly sessionId: ReadonlySignal<string>;
  onRename(): void;
}

/** There is room for the list beside the scene; on smaller screens it begins folded. */
const beginsOpen = matchMedia("(min-width: 45rem)").matches;

/** Who is here, oneself first. */
export function PlayerList({ players, sessionId, onRename }: PlayerListProps) {
  const words = texts.players;
  const isSelf = (player: PlayerSnapshot) => player.sessionId === sessionId.value;
  const sorted = players.value.toSorted(
    (a, b) =>
      Number(isSelf(b)) - Number(isSelf(a)) || a.name.localeCompare(b.name) || (a.sessionId < b.sessionId ? -1 : 1),
  );
  return (
    <details class="players panel" open={beginsOpen}>
      <summary>{words.count(sorted.length)}</summary>
      <ul aria-label={words.title}>
        {sorted.map((player) => (
          <li key={player.sessionId} class={player.away ? "away" : ""}>
            <span class="dot" aria-hidden="true" />
            <span class="name">{player.name}</span>
            {isSelf(player) && (
              <button type="button" class="quiet" title={texts.name.change} onClick={onRename}>
                {words.you}
              </button>
            )}
            {player.loading && <em>{words.loading}</em>}
            {player.away && <em>{words.away}</em>}
          </li>
        ))}
      </ul>
    </details>
  );
}
