import { signal } from "@preact/signals";
import type { Place } from "../../contract/messages.ts";

type PortalTab = "connect" | "generate" | "manage";

/** What the dialog's request is for: a new portal at a place, or one of the player's own. */
export type PortalTarget =
  | { readonly kind: "new"; readonly place: Place }
  | { readonly kind: "own"; readonly portalId: string };

export type PortalPanel =
  | { readonly kind: "tabs"; readonly tab: PortalTab; readonly target: PortalTarget; readonly newPlace: Place }
  | { readonly kind: "info"; readonly portalId: string };

/** The portal panel that is open, if any. */
export const portalPanel = signal<PortalPanel | null>(null);

/** What was typed and not yet accepted; it outlives the dialog, so that closing it to step aside loses nothing. */
export const promptDraft = signal("");
export const urlDraft = signal("");
export const pictureDraft = signal<File | null>(null);

/** Opens the dialog for a new portal. */
export function openForNew(place: Place): void {
  portalPanel.value = { kind: "tabs", tab: "generate", target: { kind: "new", place }, newPlace: place };
}

/** Opens what belongs to a portal one has picked: one's own can be managed, others' looked at. */
export function openForPicked(portalId: string, own: boolean, newPlace: Place): void {
  portalPanel.value = own
    ? { kind: "tabs", tab: "manage", target: { kind: "own", portalId }, newPlace }
    : { kind: "info", portalId };
}

export function closePortalPanel(): void {
  portalPanel.value = null;
}

/** Where a request goes: the place of a new portal or the id of an own one, as the contract has it. */
export const addressee = (target: PortalTarget): Place | { portalId: string } =>
  target.kind === "new" ? target.place : { portalId: target.portalId };
