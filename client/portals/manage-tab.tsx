import type { SendRequest } from "../session/requests.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { texts } from "../ui/texts.ts";
import { ManagedPortal } from "./managed-portal.tsx";

interface ManageTabProps {
  readonly own: readonly PortalSnapshot[];
  /** The portal that was picked in the scene; it comes first. */
  readonly chosen: string | null;
  readonly serverNowMs: number;
  readonly send: SendRequest;
  enter(worldId: string): void;
  onNewPrompt(portal: PortalSnapshot): void;
}

/** The player's own portals in this world, the picked one and then the newest first. */
export function ManageTab({ own, chosen, ...rest }: ManageTabProps) {
  if (own.length === 0) return <p class="lead">{texts.manage.empty}</p>;
  const sorted = own.toSorted(
    (a, b) => Number(b.id === chosen) - Number(a.id === chosen) || b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1),
  );
  return (
    <ul class="managed" aria-label={texts.manage.list}>
      {sorted.map((portal) => (
        <ManagedPortal key={portal.id} portal={portal} picked={portal.id === chosen} {...rest} />
      ))}
    </ul>
  );
}
