import { freeGallerySpots, freeTrailerSpot, type GallerySpot } from "../../contract/gallery.ts";
import { HUB, REQUESTS_PER_SECOND } from "../../contract/limits.ts";
import type { PlaceSubject } from "../../contract/messages.ts";
import { pauseUntilHopeful } from "../session/pause.ts";
import { Refused } from "../session/requests.ts";
import type { Session } from "../session/session.ts";
import type { ExhibitSnapshot } from "../session/snapshots.ts";
import { sentenceOf } from "../ui/sentence-of.ts";
import { texts } from "../ui/texts.ts";

/** What the room of the hub is asked, and what hangs in it. */
export type GalleryRoom = Pick<Session, "worldId" | "exhibits" | "self" | "request">;

/** A show as far as it hangs. */
interface Hangable {
  readonly id: string;
  readonly characters: readonly { readonly id: string }[];
}

export interface Hanging {
  /** So many frames were hung now. */
  readonly hung: number;
  /** So many hung there already. */
  readonly already: number;
  /** Why others were not, "" for nothing. */
  readonly reason: string;
}

/** Half as often as the room takes requests: walking and talking go on meanwhile. */
const SPACING_MS = (2 * 1000) / REQUESTS_PER_SECOND;
const never = new AbortController().signal;
const pause = (): Promise<void> => pauseUntilHopeful(SPACING_MS, never);

/**
 * Hangs a show into the hub's gallery: its whole cast, and its trailer beside them. Who hangs there already by the same
 * player's hand is not hung twice, whatever there is to see of them by now; all of them follow what is made later.
 */
export async function hangInGallery(room: GalleryRoom, show: Hangable, wait = pause): Promise<Hanging> {
  if (room.worldId.peek() !== HUB) return { hung: 0, already: 0, reason: texts.gallery.onlyInHub };
  const playerId = room.self.peek()?.playerId;
  const hanging = new Set(
    room.exhibits
      .peek()
      .filter(({ createdBy }) => createdBy === playerId)
      .map(({ subject }) => subject),
  );
  const cast = show.characters.filter(({ id }) => !hanging.has(`character:${id}`));
  const withTrailer = !hanging.has(`show:${show.id}`);
  const already = show.characters.length - cast.length + (withTrailer ? 0 : 1);
  let hung = 0;
  /** Asked for here: what the room gave, and what somebody else took first. The state tells of both only later. */
  const asked: GallerySpot[] = [];

  /** @returns why it does not hang, "" when it does */
  async function hang(what: Subject, choose: (taken: readonly Taken[]) => GallerySpot | null): Promise<string> {
    for (;;) {
      const spot = choose([...room.exhibits.peek(), ...asked]);
      if (spot === null) return texts.gallery.full;
      asked.push(spot);
      if (hung > 0 || asked.length > 1) await wait();
      try {
        await room.request("place_exhibit", { ...what, ...spot } satisfies PlaceSubject);
        hung++;
        return "";
      } catch (error) {
        if (!(error instanceof Refused && error.code === "bad_place")) return sentenceOf(error);
      }
    }
  }

  let left = cast.length;
  for (const { id } of cast) {
    const reason = await hang({ characterId: id }, (taken) => freeGallerySpots(taken, left)[0] ?? null);
    if (reason !== "") return { hung, already, reason };
    left--;
  }
  if (!withTrailer) return { hung, already, reason: "" };
  const beside = whereHangs(room, asked, show);
  const reason = await hang({ showId: show.id }, (taken) => freeTrailerSpot(taken, beside));
  return { hung, already, reason };
}

type Subject = { readonly characterId: string } | { readonly showId: string };
type Taken = Pick<GallerySpot, "x" | "y" | "z">;

/** Where the show's cast hangs, as far as it does. */
function whereHangs(room: GalleryRoom, asked: readonly GallerySpot[], show: Hangable): Taken | undefined {
  const subjects = new Set(show.characters.map(({ id }) => `character:${id}`));
  return asked[0] ?? room.exhibits.peek().find(({ subject }: ExhibitSnapshot) => subjects.has(subject));
}
