import type { PortalSnapshot } from "../session/snapshots.ts";
import { Modal } from "../ui/modal.tsx";
import { texts } from "../ui/texts.ts";
import { PortalState } from "./portal-state.tsx";
import { destinationOf } from "./portal-view.ts";
import { portalStanding, portalTitle, shortTitle } from "./portal-words.ts";

interface PortalInfoProps {
  readonly portal: PortalSnapshot | undefined;
  readonly serverNowMs: number;
  enter(worldId: string): void;
  onClose(): void;
}

/** Somebody else's portal: what it is, how it stands, and the way in for those who would rather press than walk. */
export function PortalInfo({ portal, serverNowMs, enter, onClose }: PortalInfoProps) {
  const words = texts.info;
  if (portal === undefined) {
    return (
      <Modal title={texts.panel.title} onClose={onClose}>
        <p class="lead">{words.gone}</p>
      </Modal>
    );
  }
  const destination = destinationOf(portal);
  return (
    <Modal title={shortTitle(portal)} onClose={onClose}>
      {portal.thumbnailUrl !== "" && <img class="thumbnail" src={portal.thumbnailUrl} alt="" />}
      {portalTitle(portal) !== shortTitle(portal) && <p class="whole">{portalTitle(portal)}</p>}
      <dl class="facts">
        <dt>{words.maker}</dt>
        <dd>{portal.createdByName || words.unknownMaker}</dd>
        <dt>{words.state}</dt>
        <dd>
          <PortalState status={portal.status} /> {portalStanding(portal, serverNowMs) || texts.portal.nobodyInside}
        </dd>
      </dl>
      {destination !== null && (
        <button type="button" class="primary" onClick={() => enter(destination)}>
          {portal.status === "ready" ? words.enter : words.enterOld}
        </button>
      )}
    </Modal>
  );
}
