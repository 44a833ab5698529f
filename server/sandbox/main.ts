import { z } from "zod";
import { type SandboxSettings, startSandbox } from "./sandbox.ts";

/** `npm run sandbox`: the stand-in providers alone, until SIGTERM or SIGINT. */

/** An empty variable counts as one that is not set. */
function setting<Value>(shape: z.ZodType<Value>) {
  return z.preprocess((value) => (value === "" ? undefined : value), shape);
}

const Environment = z
  .object({
    SANDBOX_PORT: setting(z.coerce.number().int().min(0).max(65_535).default(2568)),
    DATA_DIR: setting(z.string().min(1).default("./data")),
    SANDBOX_WORLD_SECONDS: setting(z.coerce.number().min(0).max(86_400).default(30)),
    SANDBOX_MODEL_SECONDS: setting(z.coerce.number().min(0).max(86_400).default(15)),
    SANDBOX_IMAGE_SECONDS: setting(z.coerce.number().min(0).max(86_400).default(6)),
    SANDBOX_VIDEO_SECONDS: setting(z.coerce.number().min(0).max(86_400).default(12)),
    SANDBOX_SPLAT_SCALE: setting(z.coerce.number().gt(0).max(1).default(1)),
  })
  .transform((environment) => ({
    port: environment.SANDBOX_PORT,
    dataDir: environment.DATA_DIR,
    worldSeconds: environment.SANDBOX_WORLD_SECONDS,
    modelSeconds: environment.SANDBOX_MODEL_SECONDS,
    imageSeconds: environment.SANDBOX_IMAGE_SECONDS,
    videoSeconds: environment.SANDBOX_VIDEO_SECONDS,
    splatScale: environment.SANDBOX_SPLAT_SCALE,
  }));

function readSettings(): SandboxSettings {
  const result = Environment.safeParse(process.env);
  if (result.success) return result.data;
  const sentences = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name} is ${JSON.stringify(process.env[name])}: ${message}.`;
  });
  throw new Error(sentences.join(" "));
}

async function main(): Promise<void> {
  const sandbox = await startSandbox(readSettings());
  console.log(`The sandbox listens on ${sandbox.url}`);
  let stopping = false;
  // npm passes a terminal's SIGINT on to a process that has already had it: the second one must not cut the first short.
  const stop = () => {
    if (stopping) return;
    stopping = true;
    sandbox.close().catch(fail);
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

main().catch(fail);
