import { texts } from "../ui/texts.ts";
import { NearPortal, type NearPortalProps } from "./near-portal.tsx";
import { PortalDialog, type PortalDialogProps } from "./portal-dialog.tsx";

interface PortalHudProps extends PortalDialogProps, NearPortalProps {
  /** Opens the dialog for a portal that will stand before the player. */
  openNew(): void;
}

/** The portals' part of the screen: the one before the player, the button for a new one, and their dialog. */
export function PortalHud(props: PortalHudProps) {
  return (
    <>
      <NearPortal near={props.near} serverNow={props.serverNow} look={props.look} />
      <button type="button" class="primary open-portal" aria-keyshortcuts="P" onClick={props.openNew}>
        {texts.panel.open} <kbd>P</kbd>
      </button>
      <PortalDialog {...props} />
    </>
  );
}
