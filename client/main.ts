import "./session/parse-without-eval.ts";
import { effect } from "@preact/signals";
import { Client } from "colyseus.js";
import { h, render } from "preact";
import { HUB } from "../contract/limits.ts";
import { ExhibitFeature } from "./exhibits/exhibit-feature.ts";
import { ExhibitHud } from "./exhibits/exhibit-hud.tsx";
import { hangInGallery } from "./exhibits/hang-in-gallery.ts";
import { ModelFeature } from "./models/model-feature.ts";
import { ModelHud } from "./models/model-hud.tsx";
import { takeLook } from "./portals/polling.ts";
import { PortalFeature } from "./portals/portal-feature.ts";
import { PortalHud } from "./portals/portal-hud.tsx";
import { addChatLine } from "./session/chat-log.ts";
import { openWorld } from "./session/open-world.ts";
import { watchPageHidden } from "./session/page-hidden.ts";
import { onBackOrForward, recordPlace, type Visit, visitInAddress } from "./session/page-history.ts";
import { pauseUntilHopeful } from "./session/pause.ts";
import { playerName } from "./session/player-name.ts";
import { startPlayerSession } from "./session/player-session.ts";
import { keepAwayTrue } from "./session/presence.ts";
import { Session } from "./session/session.ts";
import { exposeInspection } from "./session/test-hook.ts";
import { Travel } from "./session/travel.ts";
import { createWalk } from "./session/walk.ts";
import { fetchWorld, UnknownWorld } from "./session/world-answer.ts";
import { StudioFeature } from "./shows/studio-feature.ts";
import { StudioHud } from "./shows/studio-hud.tsx";
import { TrayFeature } from "./tray/tray-feature.ts";
import { TrayHud } from "./tray/tray-hud.tsx";
import { App } from "./ui/app.tsx";
import { onPanels } from "./ui/attention.ts";
import { focusChat } from "./ui/chat.tsx";
import { Fatal } from "./ui/fatal.tsx";
import { noteFrame } from "./ui/hints.tsx";
import { askName } from "./ui/name-panel.tsx";
import { notify } from "./ui/notices.ts";
import { listenForShortcuts } from "./ui/shortcuts.ts";
import { texts } from "./ui/texts.ts";

const shell = elementOf("shell", HTMLElement);
const canvas = elementOf("scene", HTMLCanvasElement);

start().catch(fail);

async function start(): Promise<void> {
  const named = playerName.peek() === "" ? askName(shell) : null;
  // The scene's code is by far the largest part: it comes while the player types.
  const { createStage } = await import("./scene/stage.ts");
  const client = new Client(location.origin);
  const open = (worldId: string) =>
    openWorld(client, worldId, playerName.peek(), {
      onPoll: (poll, request) => void takeLook(poll, request),
      onChat: addChatLine,
      onJobChanged: (job) => studio.onJobChanged(job),
      onJobCompleted(job) {
        portals.onJobCompleted(job);
        exhibits.onJobCompleted(job);
        studio.onJobCompleted(job);
        tray.refresh();
      },
      onJobFailed(job) {
        portals.onJobFailed(job);
        exhibits.onJobFailed(job);
        studio.onJobFailed(job);
        tray.refresh();
      },
    });
  const session = new Session({
    enter: (worldId) => startPlayerSession(playerName.peek()).then(() => open(worldId)),
    openBeside: open,
    pause: pauseUntilHopeful,
    isFinal: (error) => error instanceof UnknownWorld,
    onWorldGone: (worldId) => {
      notify(texts.travel.nowInHub(texts.travel.unknownWorld(worldId)), "bad");
      travel.enter(HUB, []).catch(fail);
    },
  });
  const stage = createStage(canvas, {
    onFrame(nowMs, controls) {
      noteFrame(nowMs, controls.forward !== 0 || controls.right !== 0);
      exhibits.onFrame();
      return session.frame(nowMs, walk.steer(controls));
    },
    onNear(thingId) {
      portals.onNear(thingId);
      exhibits.onNear(thingId);
    },
    onEnterPortal: (portalId) => portals.onEnter(portalId),
    onPick: (thingId) => (exhibits.has(thingId) ? exhibits : portals).look(thingId),
    onContextLost: () => fail(texts.fatal.contextLost),
  });
  const tell = (sentence: string) => notify(sentence, "bad");
  const travel = new Travel({ session, stage, describe: fetchWorld, record: recordPlace, tell });
  const portals = new PortalFeature(session, travel, stage);
  const exhibits = new ExhibitFeature(session, travel, stage);
  const models = new ModelFeature(session, travel, stage);
  const studio = new StudioFeature({ session, hang: (show) => hangInGallery(session, show) });
  const walk = createWalk(() => session.drawn.self, stage.face);
  const isHidden = watchPageHidden();
  const tray = new TrayFeature({ session, travel, walk, isHidden });
  exposeInspection({ session, travel, stage, walk });
  // A model whose place is refused stands nowhere that would tell of it.
  effect(() => {
    if (models.stage.value?.kind === "placing") tray.refresh();
  });
  effect(() => stage.setControlsEnabled(!onPanels.value && travel.trip.value === null));
  effect(() => {
    document.title = texts.titleOf(travel.place.value.name);
  });
  keepAwayTrue(session, isHidden);
  await Promise.all([named, travel.prepare()]);
  render(shellFor(session, travel, { portals, exhibits, models, studio, tray }), shell);
  listenForShortcuts(() => travel.place.peek().name !== "" && travel.trip.peek() === null, {
    p: portals.openNew,
    c: models.open,
    u: studio.openLibrary,
    q: tray.toggle,
    escape: exhibits.putBack,
    t: focusChat,
    enter: focusChat,
  });
  onBackOrForward((visit) => travel.follow(worldOf(visit), visit.trail).catch(fail));
  // The seat is given back at once; otherwise the others would see a ghost of whoever reloads.
  addEventListener("pagehide", () => session.close());
  const visit = visitInAddress();
  await travel.enter(worldOf(visit), visit.trail);
}

interface Features {
  readonly portals: PortalFeature;
  readonly exhibits: ExhibitFeature;
  readonly models: ModelFeature;
  readonly studio: StudioFeature;
  readonly tray: TrayFeature;
}

const shellFor = (session: Session, travel: Travel, { portals, exhibits, models, studio, tray }: Features) =>
  h(App, {
    session,
    travel,
    tripName: portals.tripName,
    children: [
      h(PortalHud, {
        portals: session.portals,
        ownPlayerId: portals.ownPlayerId,
        serverNow: portals.serverNow,
        near: portals.near,
        send: session.request,
        enter: (worldId) => void travel.to(worldId),
        look: portals.look,
        openNew: portals.openNew,
      }),
      h(ExhibitHud, { exhibits, send: session.request }),
      h(ModelHud, { models }),
      h(StudioHud, { studio }),
      h(TrayHud, { tray, placeHere: models.stand }),
    ],
  });

/** An address that names no possible world is told and leads to the hub. */
function worldOf(visit: Visit): string {
  if (visit.worldId === null) notify(texts.travel.unreadableAddress, "bad");
  return visit.worldId ?? HUB;
}

function fail(error: unknown): void {
  console.error(error);
  render(h(Fatal, { reason: error instanceof Error ? error.message : String(error) }), shell);
}

function elementOf<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`The page has no <${kind.name}> with the id "${id}".`);
}
