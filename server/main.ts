import { resolve } from "node:path";
import { type AppParts, startApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { createLog } from "./operations/log.ts";
import { createShutdown, shutDownWithProcess } from "./operations/shutdown.ts";
import { createSystemClock } from "./operations/system-clock.ts";

/** `npm start`, and with `--dev` `npm run dev`: reads the configuration, builds the app, listens. */

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const secrets = [config.sessionSecret, config.marble.apiKey, config.monitorPassword];
  const log = createLog({ level: config.logLevel, secrets });
  const clock = createSystemClock((error) => log.error({ err: error }, "a timer's task failed"));
  const exit = (code: number): void => process.exit(code);
  const shutdown = createShutdown({ log, clock, exit });
  shutDownWithProcess(process, shutdown, { log, exit });
  try {
    const serveClient = process.argv.includes("--dev") ? serveWithVite : serveBuilt;
    const { port } = await startApp({ config, clock, log, shutdown, serveClient });
    console.log(`Waygate is open at http://localhost:${port}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await shutdown.run("it could not start", 1);
  }
}

const serveBuilt: AppParts["serveClient"] = async () => ({ dir: resolve(import.meta.dirname, "../dist/client") });

/** The page straight from its sources, with hot reload over the same port. */
const serveWithVite: AppParts["serveClient"] = async (server) => {
  const { createServer } = await import("vite");
  const vite = await createServer({
    configFile: resolve(import.meta.dirname, "../vite.config.ts"),
    server: { middlewareMode: true, hmr: { server } },
    appType: "spa",
  });
  return { vite: vite.middlewares };
};

main().catch((error: unknown) => {
  // The configuration is read before there is anything to shut down.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
