import { resolve } from "node:path";
import type { AppParts } from "./app.ts";
import { readConfig } from "./config.ts";
import { environment } from "./operations/environment.ts";
import { createLog } from "./operations/log.ts";
import { createShutdown, type Shutdown, shutDownWithProcess } from "./operations/shutdown.ts";
import { createSystemClock } from "./operations/system-clock.ts";

/** `npm start`, and with `--dev` `npm run dev`: reads the configuration, builds the app, listens. */

async function main(): Promise<void> {
  const config = readConfig(environment);
  const log = createLog({ level: config.logLevel, secrets: config.secrets });
  const clock = createSystemClock((error) => log.error({ err: error }, "a timer's task failed"));
  const exit = (code: number): void => process.exit(code);
  const shutdown = createShutdown({ log, clock, exit });
  shutDownWithProcess(process, shutdown, { log, exit });
  try {
    // Only now: with the app comes Colyseus, which changes the environment when it is imported.
    const { startApp } = await import("./app.ts");
    const serveClient = process.argv.includes("--dev") ? withVite(shutdown) : builtClient;
    const { port } = await startApp({ config, clock, log, shutdown, serveClient });
    console.log(`Waygate is open at http://localhost:${port}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await shutdown.run("it could not start", 1);
  }
}

const builtClient: AppParts["serveClient"] = async () => ({ dir: resolve(import.meta.dirname, "../dist/client") });

/** The page straight from its sources, with hot reload over the same port. */
const withVite =
  (shutdown: Shutdown): AppParts["serveClient"] =>
  async (server) => {
    const { createServer } = await import("vite");
    const vite = await createServer({
      configFile: resolve(import.meta.dirname, "../vite.config.ts"),
      // Bundling the configuration writes a file that `node --watch` would take for a change of ours.
      configLoader: "native",
      server: { middlewareMode: true, hmr: { server } },
      appType: "spa",
    });
    shutdown.add("vite", () => vite.close());
    return { vite: vite.middlewares };
  };

main().catch((error: unknown) => {
  // The configuration is read before there is anything to shut down.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
