import { signal } from "@preact/signals";
import { PlayerName } from "../../contract/messages.ts";
import { keep, readKept } from "./browser-storage.ts";

const STORAGE_KEY = "waygate.name";

/** The name as the player last gave it, or "" before the first visit's question was answered. */
export const playerName = signal(PlayerName.safeParse(readKept(STORAGE_KEY)).data ?? "");

/** Keeps the name for this visit and the next ones. Returns what is wrong with it, or null once it is kept. */
export function keepName(typed: string): string | null {
  const parsed = PlayerName.safeParse(typed);
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "";
  playerName.value = parsed.data;
  keep(STORAGE_KEY, parsed.data);
  return null;
}
