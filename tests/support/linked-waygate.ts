import { resolve } from "node:path";
import { readConfig } from "../../server/config.ts";
import { environment } from "../../server/operations/environment.ts";
import { createLog } from "../../server/operations/log.ts";
import { createShutdown } from "../../server/operations/shutdown.ts";
import { createSystemClock } from "../../server/operations/system-clock.ts";
import { networkFrom, type SmallInternet } from "./small-internet.ts";
import { startWaygate, type Waygate } from "./waygate.ts";

/** The whole server as its own process, whose players' links lead into this small internet as it is now, and nowhere else. */
export const startLinkedWaygate = (internet: SmallInternet): Promise<Waygate> =>
  startWaygate({ SMALL_INTERNET: internet.written() }, { args: [import.meta.filename] });

/** As `server/main.ts` begins, which takes no other network than the internet. */
if (import.meta.main) {
  const config = readConfig(environment);
  const log = createLog({ level: config.logLevel, secrets: config.secrets });
  const clock = createSystemClock((error) => log.error({ err: error }, "a timer's task failed"));
  const shutdown = createShutdown({ log, clock, exit: process.exit });
  const { startApp } = await import("../../server/app.ts");
  const { port } = await startApp({
    config,
    clock,
    log,
    shutdown,
    serveClient: async () => ({ dir: resolve(import.meta.dirname, "../../dist/client") }),
    network: networkFrom(environment.SMALL_INTERNET ?? ""),
  });
  console.log(`Waygate is open at http://localhost:${port}`);
}
