import { computed, signal } from "@preact/signals";

/** How many dialogs are open. */
export const dialogsOpen = signal(0);
/** The player writes something outside a dialog. */
export const typing = signal(false);
/** The player is with the page's panels: keys are text then, and nobody walks by them. */
export const onPanels = computed(() => dialogsOpen.value > 0 || typing.value);
