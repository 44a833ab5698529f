import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  TYPICAL_MODEL_SECONDS,
  TYPICAL_PORTRAIT_SECONDS,
  TYPICAL_TRAILER_SECONDS,
  TYPICAL_VIDEO_SECONDS,
  TYPICAL_WORLD_SECONDS,
} from "../contract/limits.ts";
import type { Config } from "./config.ts";
import { createExhibits } from "./exhibits/exhibits.ts";
import { createAssets } from "./files/assets.ts";
import { createCollector } from "./files/collector.ts";
import { createGuardedFetch } from "./files/guarded-fetch.ts";
import { internet, type Network } from "./files/network.ts";
import { createOrderedPictures } from "./files/ordered-pictures.ts";
import { createPictures } from "./files/pictures.ts";
import { uploadRoute } from "./files/upload-route.ts";
import { createGenerations } from "./generation/generations.ts";
import { idOfSubmitTag } from "./generation/new-generation.ts";
import type { Clock } from "./generation/ports.ts";
import { attachFront, createFront } from "./http/front.ts";
import { createApiRouter, createRouteMaker } from "./http/route.ts";
import { distrustForwardedUpgrades } from "./http/upgrades.ts";
import { createModels } from "./models/models.ts";
import { createModelRoutes } from "./models/routes.ts";
import { prepareDataDir } from "./operations/data-dir.ts";
import { createEndings } from "./operations/endings.ts";
import { createGenerationJournal } from "./operations/generation-journal.ts";
import { checkDatabase, checkSandbox, healthRoutes } from "./operations/health.ts";
import type { Log } from "./operations/log.ts";
import { monitorEndpoints } from "./operations/monitor.ts";
import type { Shutdown } from "./operations/shutdown.ts";
import { openDatabase } from "./persistence/database.ts";
import { createGenerationStore } from "./persistence/generation-store.ts";
import { applyMigrations } from "./persistence/migrate.ts";
import { createBudget } from "./players/budget.ts";
import { anonymousPlayer, DEFAULT_NAME } from "./players/player.ts";
import { createPlayers } from "./players/players.ts";
import { sessionRoute } from "./players/session-route.ts";
import { readSessionSecret } from "./players/session-secret.ts";
import { createSigning } from "./players/signing.ts";
import { createTickets } from "./players/tickets.ts";
import { createPortals } from "./portals/portals.ts";
import { createPortalRoutes } from "./portals/routes.ts";
import { openMarble } from "./providers/marble/opening.ts";
import { openReplicate } from "./providers/replicate/opening.ts";
import { webhookOrigin } from "./providers/replicate/webhook-address.ts";
import { replicateWebhookRoute } from "./providers/replicate/webhook-route.ts";
import { createWebhookSecret } from "./providers/replicate/webhook-secret.ts";
import { openTripo } from "./providers/tripo/opening.ts";
import { announceSettled } from "./rooms/announcements.ts";
import { createGameServer, listen } from "./rooms/game-server.ts";
import { tellJobNews } from "./rooms/job-news.ts";
import { createOpenRooms } from "./rooms/open-rooms.ts";
import { createPeople } from "./rooms/people.ts";
import { createRequestDoor } from "./rooms/requests.ts";
import { createWorldRoom } from "./rooms/world-room.ts";
import { startSandbox } from "./sandbox/sandbox.ts";
import { createShows } from "./shows/shows.ts";
import { createTray } from "./tray/tray.ts";

export interface AppParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly shutdown: Shutdown;
  /** Puts the page in front of browsers: the built client, or Vite in development. */
  readonly serveClient: (server: HttpServer) => Promise<Parameters<typeof createFront>[0]["client"]>;
  /** What players' links are fetched from; the internet, but for tests. No setting leads here. */
  readonly network?: Network;
}

/** Builds the whole house and opens its door. Rejects with a sentence when something it stands on cannot be had. */
export async function startApp(parts: AppParts): Promise<{ port: number }> {
  const { config, clock, log, shutdown, serveClient, network = internet } = parts;
  await prepareDataDir(config.dataDir);
  const { applied } = await applyMigrations(config.databaseUrl);
  if (applied.length > 0) log.info({ applied }, "the database was brought up to date");
  const database = await openDatabase(config.databaseUrl, {
    began: (trouble, sentence) => log.error({ trouble }, sentence),
    over: (trouble, sentence) => log.info({ trouble }, sentence),
  });
  shutdown.add("database", database.close);

  const sandbox = Object.values(config.usesSandbox).some(Boolean)
    ? await startSandbox({ ...config.sandbox, dataDir: config.dataDir })
    : null;
  if (sandbox) shutdown.add("sandbox", sandbox.close);

  const signing = createSigning(await readSessionSecret(config.sessionSecret, config.dataDir), clock);
  const players = createPlayers({ database, clock, signing, publicUrl: config.publicUrl });
  const assets = await createAssets({ dataDir: config.dataDir, database, clock });
  const pictures = createPictures({ assets, fetchLink: createGuardedFetch({ clock, network }) });
  const ordered = createOrderedPictures({ pictures, assets });
  const marble = openMarble(config.marble, sandbox?.marbleBaseUrl ?? null, { clock, readPicture: ordered.read });
  const tripo = openTripo(config.tripo, sandbox?.tripoBaseUrl ?? null, { clock, readPicture: ordered.read });
  const server = createServer();
  const replicate = openReplicate(config.replicate, sandbox?.replicateBaseUrl ?? null, {
    clock,
    readPicture: ordered.read,
    webhookBaseUrl: () => webhookOrigin(config, server.address()),
  });
  const store = createGenerationStore(database);
  const journal = createGenerationJournal(log);
  const openRooms = createOpenRooms();

  const generations = createGenerations({
    store,
    clock,
    journal,
    files: createCollector({ assets, clock }),
    budget: createBudget({ store, clock, limits: config.limits }),
    leaseMs: config.leaseMs,
    passing: createEndings(config),
  });
  const nameOf = async (playerId: string): Promise<string> =>
    openRooms.nameOf(playerId) ?? (await players.namesOf([playerId])).get(playerId) ?? DEFAULT_NAME;
  const portals = createPortals({
    database,
    generations,
    openRooms,
    marble,
    files: assets,
    takeUpload: ordered.takeUpload,
    clock,
    journal,
    worldPollMs: config.worldPollMs,
    grantMs: config.pollGrantMs,
    typicalSecondsAtFirst: config.usesSandbox.forWorlds ? config.sandbox.worldSeconds : TYPICAL_WORLD_SECONDS,
    nameOf,
  });
  const models = createModels({
    generations,
    tripo,
    files: assets,
    typicalSecondsAtFirst: config.usesSandbox.forModels ? config.sandbox.modelSeconds : TYPICAL_MODEL_SECONDS,
  });
  const { imageSeconds, videoSeconds } = config.sandbox;
  const shows = createShows({
    database,
    generations,
    replicate,
    files: assets,
    clock,
    typicalSecondsAtFirst: config.usesSandbox.forCast
      ? { portrait: imageSeconds, video: videoSeconds, trailer: videoSeconds }
      : { portrait: TYPICAL_PORTRAIT_SECONDS, video: TYPICAL_VIDEO_SECONDS, trailer: TYPICAL_TRAILER_SECONDS },
  });
  const exhibits = createExhibits({
    database,
    generations,
    openRooms,
    exhibitables: [models.exhibitable, ...shows.exhibitables],
    subjects: shows.subjects,
    clock,
    journal,
    nameOf,
  });
  const { isShownIn, placeOf } = exhibits;
  const told = [models.told, ...shows.told].map((kind) => ({ ...kind, isShownIn, placeOf }));
  const kinds = [portals.announced, ...told];
  generations.listen({
    changed(after, before) {
      const isSettledNow = after.settledAt !== null && before?.settledAt === null;
      const announced = isSettledNow ? kinds.find(({ kind }) => kind === after.kind) : undefined;
      if (announced) announceSettled(openRooms, announced, after);
    },
    queueMoved() {},
  });

  tellJobNews(generations, openRooms, shows.newsOf);

  const people = createPeople({
    clock,
    rename: players.rename,
    onPresence: (room) => portals.feature.onPresence?.(room),
  });
  const features = [people, portals.feature, exhibits.feature];
  const onTrouble = (what: string, error: unknown) => log.error({ err: error, what }, "a room is in trouble");
  const WorldRoom = createWorldRoom({
    features,
    openRooms,
    onTrouble,
    door: createRequestDoor({ features, clock, onTrouble }),
    identify: async (context) => (await players.identifyJoiner(context)) ?? anonymousPlayer(),
    worldExists: portals.worlds.exists,
  });

  const route = createRouteMaker({
    identify: players.identify,
    anonymous: config.allowAnonymousApi ? anonymousPlayer : null,
    log,
  });
  const tray = createTray({ route, generations, kinds, tickets: createTickets(signing), clock });
  const routes = createApiRouter(
    {
      session: sessionRoute(route, players, config.publicUrl),
      upload: uploadRoute({ route, pictures, assets, clock }),
      ...createPortalRoutes({ route, generations, ...portals, ...ordered, providerName: marble.name, clock }),
      ...tray.routes,
      ...createModelRoutes({ route, generations, clock, takePicture: ordered.take }),
      ...shows.routes(route),
      replicateWebhook: replicateWebhookRoute({
        route,
        readSecret: createWebhookSecret(config.replicate.webhookSecret, replicate.readWebhookSecret),
        idOf: idOfSubmitTag,
        hint: generations.hint,
      }),
      ...healthRoutes(route, {
        checks: { database: checkDatabase(database), ...(sandbox && { sandbox: checkSandbox(sandbox.url) }) },
        clock,
        log,
      }),
      ...monitorEndpoints(config.monitorPassword),
    },
    log,
  );

  await portals.start();
  shutdown.add("generations", generations.stop);

  const { publicUrl, allowedOrigins, trustProxy } = config;
  const origins = { publicUrl, allowedOrigins };
  const client = await serveClient(server);
  const game = createGameServer({ server, WorldRoom, routes, origins });
  await listen(game, server, config.port, config.host);
  shutdown.add("front", () => server.close().closeIdleConnections());
  shutdown.add("rooms", () => game.gracefullyShutdown(false));
  shutdown.add("event streams", tray.close);
  attachFront(server, createFront({ router: game.router, assetsDir: assets.dir, client, origins, trustProxy, log }));
  if (!trustProxy) distrustForwardedUpgrades(server);
  // Last: a server that cannot listen must not have begun to work on anything.
  generations.start();
  return { port: (server.address() as AddressInfo).port };
}
