import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { chatLog } from "../session/chat-log.ts";
import { playerName } from "../session/player-name.ts";
import { Refused, type SendRequest } from "../session/requests.ts";
import type { Session } from "../session/session.ts";
import type { Travel } from "../session/travel.ts";
import { Chat } from "./chat.tsx";
import { Hints } from "./hints.tsx";
import { NamePanel } from "./name-panel.tsx";
import { NoticeArea } from "./notice-area.tsx";
import { notify } from "./notices.ts";
import { PlaceBadge } from "./place-badge.tsx";
import { PlayerList } from "./player-list.tsx";
import { StatusBanner } from "./status-banner.tsx";
import { texts } from "./texts.ts";
import { TripVeil } from "./trip-veil.tsx";

interface AppProps {
  readonly session: Session;
  readonly travel: Travel;
  /** What the world under way is called, as far as anybody here knows. */
  readonly tripName: ReadonlySignal<string>;
  /** The features' own parts: their buttons and panels. */
  readonly children: ComponentChildren;
}

/** Everything over the scene, once the player has a name. */
export function App({ session, travel, tripName, children }: AppProps) {
  const renaming = useSignal(false);
  const trip = travel.trip.value;
  const place = travel.place.value;
  const arrived = place.name !== "";
  const stopRenaming = () => {
    renaming.value = false;
  };
  return (
    <>
      {arrived && (
        <main class="hud" inert={trip !== null}>
          <PlaceBadge place={place} onBack={() => void travel.back()} />
          <PlayerList
            players={session.players}
            sessionId={session.sessionId}
            onRename={() => {
              renaming.value = true;
            }}
          />
          <Chat lines={chatLog} send={session.request} />
          <Hints />
          {children}
        </main>
      )}
      {trip !== null && (
        <TripVeil trip={trip} name={tripName.value} {...(trip.canStay ? { onStay: () => travel.cancel() } : {})} />
      )}
      {renaming.value && (
        <NamePanel
          first={false}
          onClose={stopRenaming}
          onKept={() => {
            stopRenaming();
            void rename(session.request);
          }}
        />
      )}
      <StatusBanner status={session.status} />
      <NoticeArea />
      <p class="visually-hidden" role="status">
        {arrived ? texts.titleOf(place.name) : ""}
      </p>
    </>
  );
}

/** The new name is kept either way: if the room did not hear it, the next joining tells it. */
async function rename(send: SendRequest): Promise<void> {
  try {
    await send("set_name", { name: playerName.peek() });
  } catch (error) {
    notify(error instanceof Refused ? error.message : texts.requests.unanswered, "bad");
  }
}
