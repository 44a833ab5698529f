import { defineServer, WebSocketTransport } from "colyseus";
import { createLog } from "../../server/operations/log.ts";
import { createShutdown, shutDownWithProcess } from "../../server/operations/shutdown.ts";
import { createSystemClock } from "../../server/operations/system-clock.ts";

/** A process with a game server and our shutdown, for the test beside it. Its argument says how it comes to its end. */
const log = createLog({ level: "info", secrets: [] });
const exit = (code: number) => process.exit(code);
const clock = createSystemClock((error) => log.error({ err: error }, "a task failed"));
const shutdown = createShutdown({ log, clock, exit });
shutDownWithProcess(process, shutdown, { log, exit });

const game = defineServer({
  rooms: {},
  transport: new WebSocketTransport({}),
  gracefullyShutdown: false,
  greet: false,
});
shutdown.add("game server", () => game.gracefullyShutdown(false));
shutdown.add("witness", () => log.info("closed in order"));
await game.listen(0, "127.0.0.1");

const end = process.argv[2];
if (end === "rejection") void Promise.reject(new Error("nobody caught me"));
if (end === "exception") setImmediate(() => void JSON.parse("{"));
if (end === "signal") log.info("waiting for a signal");
