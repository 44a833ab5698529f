import type { MadeStatus } from "../scene/views.ts";
import { texts } from "../ui/texts.ts";

/** A portal's state as a word in its colour. */
export const PortalState = ({ status }: { readonly status: MadeStatus }) => (
  <span class={`state ${status}`}>{texts.portal.states[status]}</span>
);
