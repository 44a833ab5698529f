import { join } from "node:path";
import { openClock } from "./clock.ts";
import { controlRoutes } from "./control.ts";
import { createFaults } from "./faults.ts";
import { createFront, type Front } from "./http/front.ts";
import { type Journal, openJournal } from "./journal.ts";
import { listen } from "./listening.ts";
import { marble } from "./marble/marble.ts";
import { replicate } from "./replicate/replicate.ts";
import { tripo } from "./tripo/tripo.ts";

export interface SandboxSettings {
  /** 0 for any free port. */
  readonly port: number;
  /** The journal and the made files live in `<dataDir>/sandbox`. */
  readonly dataDir: string;
  /** How long a world takes, in seconds of the sandbox's clock. */
  readonly worldSeconds: number;
  /** How long a model takes, in the same. */
  readonly modelSeconds: number;
  /** How long a portrait takes, in the same. */
  readonly imageSeconds: number;
  /** How long a video or a trailer takes, in the same. */
  readonly videoSeconds: number;
  /** 1 makes worlds of Marble's size; tests use a small fraction. */
  readonly splatScale: number;
  /** Real time in ms since 1970; the sandbox's clock runs on it. */
  readonly now?: () => number;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What stands for `https://api.worldlabs.ai`. */
  readonly marbleBaseUrl: string;
  /** What stands for `https://openapi.tripo3d.ai/v3`. */
  readonly tripoBaseUrl: string;
  /** What stands for `https://api.replicate.com/v1`. */
  readonly replicateBaseUrl: string;
  close(): Promise<void>;
}

/**
 * Starts the stand-in providers on one port of the loopback address, with everything they were in the middle of.
 *
 * @throws Error whose sentence names the port when it is taken, and one that names file and line for a broken journal.
 */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const entries = [marble(settings), tripo(settings), replicate(settings)];
  const dir = join(settings.dataDir, "sandbox");
  const closing = new AbortController();
  // Listening comes first: only who holds the port may open the journal. Requests of that first moment wait.
  const opened = Promise.withResolvers<Front>();
  const listener = await listen(settings.port, async (request, response) => (await opened.promise)(request, response));
  let journal: Journal | undefined;
  try {
    journal = await openJournal(join(dir, "journal.jsonl"));
    const clock = openClock(journal, settings.now ?? Date.now);
    const faults = createFaults(new Map(entries.map((entry) => [entry.name, entry.faults])));
    const house = { journal, clock, faults, filesDir: join(dir, "files"), url: listener.url };
    const providers = entries.map((entry) => entry.open(house));
    const control = controlRoutes({ clock, faults, providers, refuseConnections: listener.refuseConnections });
    const routes = [...control, ...providers.flatMap((provider) => provider.routes)];
    opened.resolve(createFront(routes, closing.signal));
    const close = async () => {
      closing.abort();
      const answered = listener.close();
      await Promise.all(providers.map((provider) => provider.close()));
      await answered;
      await house.journal.close();
    };
    const { url } = listener;
    return { url, marbleBaseUrl: url, tripoBaseUrl: `${url}/v3`, replicateBaseUrl: `${url}/v1`, close };
  } catch (error) {
    opened.resolve(async (_request, response) => void response.destroy());
    await listener.close();
    await journal?.close();
    throw error;
  }
}
