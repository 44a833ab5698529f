import type { ReadonlySignal } from "@preact/signals";
import type { SendRequest } from "../session/requests.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { Modal } from "../ui/modal.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { texts } from "../ui/texts.ts";
import { ConnectTab } from "./connect-tab.tsx";
import { GenerateTab } from "./generate-tab.tsx";
import { ManageTab } from "./manage-tab.tsx";
import { PortalInfo } from "./portal-info.tsx";
import { closePortalPanel, type PortalPanel, portalPanel, promptDraft } from "./portal-panel.ts";
import { shortTitle } from "./portal-words.ts";

export interface PortalDialogProps {
  readonly portals: ReadonlySignal<readonly PortalSnapshot[]>;
  readonly ownPlayerId: ReadonlySignal<string>;
  readonly serverNow: ReadonlySignal<number>;
  readonly send: SendRequest;
  enter(worldId: string): void;
}

const tabs = (["connect", "generate", "manage"] as const).map((key) => ({ key, label: texts.panel.tabs[key] }));

/** The portal panel that is open, if one is. */
export function PortalDialog(props: PortalDialogProps) {
  const open = portalPanel.value;
  if (open === null) return null;
  const enter = (worldId: string) => {
    closePortalPanel();
    props.enter(worldId);
  };
  if (open.kind === "info") {
    const portal = props.portals.value.find(({ id }) => id === open.portalId);
    return <PortalInfo portal={portal} serverNowMs={props.serverNow.value} enter={enter} onClose={closePortalPanel} />;
  }
  return <TabsDialog {...props} enter={enter} open={open} />;
}

type OpenTabs = Extract<PortalPanel, { kind: "tabs" }>;

function TabsDialog(props: PortalDialogProps & { readonly open: OpenTabs }) {
  const { open, send } = props;
  const change = (next: Partial<Pick<OpenTabs, "tab" | "target">>) => {
    portalPanel.value = { ...open, ...next };
  };
  const own = props.portals.value.filter((portal) => portal.createdBy === props.ownPlayerId.value);
  const chosen = open.target.kind === "own" ? open.target.portalId : null;
  const onNewPrompt = (portal: PortalSnapshot) => {
    promptDraft.value = portal.prompt;
    change({ tab: "generate", target: { kind: "own", portalId: portal.id } });
  };
  const heading = (
    <TargetLine
      portal={own.find(({ id }) => id === chosen)}
      onNew={() => change({ target: { kind: "new", place: open.newPlace } })}
    />
  );
  return (
    <Modal title={texts.panel.title} onClose={closePortalPanel}>
      <Tabs tabs={tabs} chosen={open.tab} label={texts.panel.title} onChoose={(tab) => change({ tab })}>
        {open.tab === "connect" && (
          <ConnectTab target={open.target} send={send} heading={heading} onDone={closePortalPanel} />
        )}
        {open.tab === "generate" && (
          <GenerateTab target={open.target} send={send} heading={heading} onDone={closePortalPanel} />
        )}
        {open.tab === "manage" && (
          <ManageTab
            own={own}
            chosen={chosen}
            serverNowMs={props.serverNow.value}
            send={send}
            enter={props.enter}
            onNewPrompt={onNewPrompt}
          />
        )}
      </Tabs>
    </Modal>
  );
}

/** Says which portal the request is for; an own portal that has gone meanwhile makes it one for a new portal again. */
function TargetLine({ portal, onNew }: { readonly portal: PortalSnapshot | undefined; onNew(): void }) {
  if (portal === undefined) return <p class="lead">{texts.panel.forNew}</p>;
  return (
    <p class="lead">
      {texts.panel.forPortal(shortTitle(portal))}{" "}
      <button type="button" class="link" onClick={onNew}>
        {texts.panel.newInstead}
      </button>
    </p>
  );
}
