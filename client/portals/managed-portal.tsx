import { useState } from "preact/hooks";
import type { SendRequest } from "../session/requests.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { texts } from "../ui/texts.ts";
import { useAsk } from "../ui/use-ask.ts";
import { PortalState } from "./portal-state.tsx";
import { destinationOf } from "./portal-view.ts";
import { portalStanding, portalTitle, shortTitle } from "./portal-words.ts";

interface ManagedPortalProps {
  readonly portal: PortalSnapshot;
  readonly picked: boolean;
  readonly serverNowMs: number;
  readonly send: SendRequest;
  enter(worldId: string): void;
  onNewPrompt(portal: PortalSnapshot): void;
}

/** One own portal with what its state lets one do. Its words change as the room's state does, not as requests return. */
export function ManagedPortal({ portal, picked, serverNowMs, send, enter, onNewPrompt }: ManagedPortalProps) {
  const words = texts.manage;
  const [removing, setRemoving] = useState(false);
  const { busy, wrong, ask } = useAsk();
  const generating = portal.status === "generating";
  const destination = destinationOf(portal);
  const name = shortTitle(portal);
  const order = (type: "retry_portal" | "cancel_portal" | "remove_portal") =>
    ask(() => send(type, { portalId: portal.id }));
  return (
    <li class={picked ? "picked" : ""}>
      <div class="row">
        <h3>{portalTitle(portal)}</h3>
        <PortalState status={portal.status} />
      </div>
      <p class="standing">{portalStanding(portal, serverNowMs) || texts.portal.nobodyInside}</p>
      {removing ? (
        <fieldset class="actions">
          <legend>{generating ? words.removeRunning(name) : words.removeSure(name)}</legend>
          <button type="button" class="danger" aria-disabled={busy} onClick={() => order("remove_portal")}>
            {words.removeYes}
          </button>
          <button type="button" onClick={() => setRemoving(false)}>
            {words.removeNo}
          </button>
        </fieldset>
      ) : (
        <div class="actions">
          {destination !== null && (
            <button type="button" onClick={() => enter(destination)}>
              {portal.status === "ready" ? texts.info.enter : texts.info.enterOld}
            </button>
          )}
          {portal.status === "error" && (
            <button type="button" aria-disabled={busy} onClick={() => order("retry_portal")}>
              {words.retry}
            </button>
          )}
          {generating && (
            <button type="button" aria-disabled={busy} onClick={() => order("cancel_portal")}>
              {words.cancel}
            </button>
          )}
          {!generating && (
            <button type="button" onClick={() => onNewPrompt(portal)}>
              {words.regenerate}
            </button>
          )}
          <button type="button" onClick={() => setRemoving(true)}>
            {words.remove}
          </button>
        </div>
      )}
      {wrong !== "" && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </li>
  );
}
