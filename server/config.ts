import { z } from "zod";
import type { CastKind } from "../contract/shows.ts";
import { modelsThatMake } from "./providers/replicate/models.ts";

/** The configuration as the server uses it. Durations carry their unit in the name; null means "not set". */
export interface Config {
  readonly port: number;
  /**
   * The address to listen on, or null for Node's own default: every address of this machine, over IPv6 and IPv4 alike
   * where both exist. `0.0.0.0` would leave out `::1`, which is what `localhost` means first on many systems.
   */
  readonly host: string | null;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** The origin (`https://waygate.example`) under which browsers reach this server. */
  readonly publicUrl: string | null;
  /** Further origins whose pages may call the API and join rooms. */
  readonly allowedOrigins: readonly string[];
  /** Whether forwarded headers are believed. Only right behind a proxy that overwrites them. */
  readonly trustProxy: boolean;
  readonly sessionSecret: string | null;
  readonly marble: {
    readonly apiKey: string | null;
    readonly baseUrl: string | null;
    readonly startsPerMinute: number;
    readonly startsPerHour: number;
  };
  readonly tripo: { readonly apiKey: string | null; readonly baseUrl: string | null };
  readonly replicate: {
    readonly apiToken: string | null;
    readonly baseUrl: string | null;
    /** What its webhooks are signed with; null to ask it. */
    readonly webhookSecret: string | null;
    /** As `owner/name`. */
    readonly models: Readonly<Record<CastKind, string>>;
  };
  /** A provider with neither a key nor a base URL is played by the sandbox. */
  readonly usesSandbox: { readonly forWorlds: boolean; readonly forModels: boolean; readonly forCast: boolean };
  readonly worldPollMs: number;
  readonly pollGrantMs: number;
  /** How long a process's claim on a generation holds without being renewed. */
  readonly leaseMs: number;
  /** Where the process kills itself, for trying out what a crash leaves behind; null for nowhere. */
  readonly crashAt: string | null;
  /** Where it stops until it is continued (SIGCONT), for trying out a process that slept through its lease. */
  readonly stopAt: string | null;
  readonly limits: {
    readonly runningPerPlayer: number;
    /** Portraits, videos and trailers: a whole show's, and some. */
    readonly runningCastPerPlayer: number;
    readonly startsPerPlayerPerDay: number;
  };
  readonly sandbox: {
    readonly port: number;
    readonly worldSeconds: number;
    readonly modelSeconds: number;
    readonly imageSeconds: number;
    readonly videoSeconds: number;
    /** Splats in a sandbox world, as a multiple of what Marble delivers. */
    readonly splatScale: number;
  };
  readonly monitorPassword: string | null;
  readonly allowAnonymousApi: boolean;
  /** Every value above that must never be logged. */
  readonly secrets: readonly string[];
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
}

/** The environment cannot be used. The message has one sentence per variable, says what to change, and shows no value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** One variable: `sentence` follows its name when `read` finds no value in the text. */
const variable = <Value>(sentence: string, read: (text: string) => Value | undefined) =>
  z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: sentence });
    return z.NEVER;
  });

const number = (min: number, max: number, unit: string, pattern: RegExp, kind: string) =>
  variable(`must be ${kind} from ${min} to ${max}${unit}.`, (text) => {
    const value = Number(text);
    return pattern.test(text) && value >= min && value <= max ? value : undefined;
  });
const whole = (min: number, max: number, unit = "") => number(min, max, unit, /^\d{1,15}$/, "a whole number");
const decimal = (min: number, max: number, unit = "") => number(min, max, unit, /^\d{1,9}(\.\d{1,9})?$/, "a number");

const yesOrNo = variable("must be yes or no.", (text) => {
  if (/^(yes|true|on|1)$/i.test(text)) return true;
  return /^(no|false|off|0)$/i.test(text) ? false : undefined;
});

function readOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isBare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  return isBare && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

function readOrigins(text: string): string[] | undefined {
  const parts = text.split(",").map((part) => part.trim());
  const origins = parts.filter((part) => part !== "").map(readOrigin);
  return origins.every((origin) => origin !== undefined) ? origins : undefined;
}

function readBaseUrl(text: string): string | undefined {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, "") : undefined;
}

const oneOf = (names: readonly string[]) =>
  variable(`must be one of: ${names.join(", ")}.`, (text) => names.find((name) => name === text));

const secret = (minLength: number) =>
  variable(`must have at least ${minLength} characters.`, (text) => (text.length >= minLength ? text : undefined));

const DAY_MS = 86_400_000;

const Environment = z.object({
  PORT: whole(0, 65_535).default(2567),
  HOST: variable("must be an address or a host name, without a port.", (text) =>
    /^[\w.:-]{1,255}$/.test(text) ? text : undefined,
  ).optional(),
  DATABASE_URL: variable("must begin with file: (SQLite) or postgres:// (Postgres).", (text) =>
    /^(file:.|postgres(ql)?:\/\/.)/.test(text) ? text : undefined,
  ).default("file:./data/waygate.db"),
  DATA_DIR: z.string().default("./data"),
  PUBLIC_URL: variable("must be an origin such as https://waygate.example, without a path.", readOrigin).optional(),
  ALLOWED_ORIGINS: variable(
    "must be origins such as https://waygate.example, with commas between.",
    readOrigins,
  ).default([]),
  TRUST_PROXY: yesOrNo.default(false),
  SESSION_SECRET: secret(32).optional(),
  MARBLE_API_KEY: z.string().optional(),
  MARBLE_BASE_URL: variable("must be an address that begins with https:// or http://.", readBaseUrl).optional(),
  MARBLE_STARTS_PER_MINUTE: whole(1, 10_000).default(3),
  MARBLE_STARTS_PER_HOUR: whole(1, 100_000).default(60),
  TRIPO_API_KEY: z.string().optional(),
  TRIPO_BASE_URL: variable("must be an address that begins with https:// or http://.", readBaseUrl).optional(),
  REPLICATE_API_TOKEN: z.string().optional(),
  REPLICATE_BASE_URL: variable("must be an address that begins with https:// or http://.", readBaseUrl).optional(),
  REPLICATE_WEBHOOK_SECRET: variable("must begin with whsec_, as Replicate shows it.", (text) =>
    /^whsec_[\w+/-]{8,}=*$/.test(text) ? text : undefined,
  ).optional(),
  REPLICATE_PORTRAIT_MODEL: oneOf(modelsThatMake("picture")).default("black-forest-labs/flux-schnell"),
  REPLICATE_VIDEO_MODEL: oneOf(modelsThatMake("film")).default("bytedance/seedance-1-lite"),
  REPLICATE_TRAILER_MODEL: oneOf(modelsThatMake("film")).default("bytedance/seedance-1-lite"),
  WORLD_POLL_MS: whole(100, DAY_MS, " milliseconds").default(15_000),
  LEASE_MS: whole(300, DAY_MS, " milliseconds").default(20_000),
  CRASH_AT: z.string().optional(),
  STOP_AT: z.string().optional(),
  POLL_GRANT_MS: whole(50, 60_000, " milliseconds").default(4000),
  LIMIT_RUNNING_PER_PLAYER: whole(1, 10_000).default(10),
  LIMIT_RUNNING_CAST_PER_PLAYER: whole(1, 10_000).default(120),
  LIMIT_STARTS_PER_PLAYER_PER_DAY: whole(1, 1_000_000).default(200),
  SANDBOX_PORT: whole(0, 65_535).default(2568),
  SANDBOX_WORLD_SECONDS: decimal(0, 86_400, " seconds").default(30),
  SANDBOX_MODEL_SECONDS: decimal(0, 86_400, " seconds").default(15),
  SANDBOX_IMAGE_SECONDS: decimal(0, 86_400, " seconds").default(6),
  SANDBOX_VIDEO_SECONDS: decimal(0, 86_400, " seconds").default(12),
  SANDBOX_SPLAT_SCALE: decimal(0.001, 1).default(1),
  MONITOR_PASSWORD: secret(8).optional(),
  ALLOW_ANONYMOUS_API: yesOrNo.optional(),
  LOG_LEVEL: variable("must be fatal, error, warn, info, debug, trace or silent.", (text) =>
    (["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const).find((level) => level === text),
  ).default("info"),
});

/**
 * Reads the environment into one typed configuration. A variable that is empty or all blanks counts as not set.
 *
 * @throws ConfigError when a value cannot be used.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.entries(env).filter(([, text]) => text !== undefined && text.trim() !== "");
  const parsed = Environment.safeParse(Object.fromEntries(set.map(([name, text]) => [name, text?.trim()])));
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"));
  }
  const from = parsed.data;
  const marble = { apiKey: from.MARBLE_API_KEY ?? null, baseUrl: from.MARBLE_BASE_URL ?? null };
  const tripo = { apiKey: from.TRIPO_API_KEY ?? null, baseUrl: from.TRIPO_BASE_URL ?? null };
  const replicate = { apiToken: from.REPLICATE_API_TOKEN ?? null, baseUrl: from.REPLICATE_BASE_URL ?? null };
  const usesSandbox = {
    forWorlds: isUnset(marble.apiKey, marble.baseUrl),
    forModels: isUnset(tripo.apiKey, tripo.baseUrl),
    forCast: isUnset(replicate.apiToken, replicate.baseUrl),
  };
  return {
    port: from.PORT,
    host: from.HOST ?? null,
    databaseUrl: from.DATABASE_URL,
    dataDir: from.DATA_DIR,
    publicUrl: from.PUBLIC_URL ?? null,
    allowedOrigins: from.ALLOWED_ORIGINS,
    trustProxy: from.TRUST_PROXY,
    sessionSecret: from.SESSION_SECRET ?? null,
    marble: {
      ...marble,
      startsPerMinute: from.MARBLE_STARTS_PER_MINUTE,
      startsPerHour: from.MARBLE_STARTS_PER_HOUR,
    },
    tripo,
    replicate: {
      ...replicate,
      webhookSecret: from.REPLICATE_WEBHOOK_SECRET ?? null,
      models: {
        portrait: from.REPLICATE_PORTRAIT_MODEL,
        video: from.REPLICATE_VIDEO_MODEL,
        trailer: from.REPLICATE_TRAILER_MODEL,
      },
    },
    usesSandbox,
    worldPollMs: from.WORLD_POLL_MS,
    pollGrantMs: from.POLL_GRANT_MS,
    leaseMs: from.LEASE_MS,
    crashAt: from.CRASH_AT ?? null,
    stopAt: from.STOP_AT ?? null,
    limits: {
      runningPerPlayer: from.LIMIT_RUNNING_PER_PLAYER,
      runningCastPerPlayer: from.LIMIT_RUNNING_CAST_PER_PLAYER,
      startsPerPlayerPerDay: from.LIMIT_STARTS_PER_PLAYER_PER_DAY,
    },
    sandbox: {
      port: from.SANDBOX_PORT,
      worldSeconds: from.SANDBOX_WORLD_SECONDS,
      modelSeconds: from.SANDBOX_MODEL_SECONDS,
      imageSeconds: from.SANDBOX_IMAGE_SECONDS,
      videoSeconds: from.SANDBOX_VIDEO_SECONDS,
      splatScale: from.SANDBOX_SPLAT_SCALE,
    },
    monitorPassword: from.MONITOR_PASSWORD ?? null,
    allowAnonymousApi: from.ALLOW_ANONYMOUS_API ?? Object.values(usesSandbox).every(Boolean),
    secrets: [
      marble.apiKey,
      tripo.apiKey,
      replicate.apiToken,
      from.REPLICATE_WEBHOOK_SECRET,
      from.SESSION_SECRET,
      from.MONITOR_PASSWORD,
      ...passwordsIn(from.DATABASE_URL),
    ].filter(isPresent),
    logLevel: from.LOG_LEVEL,
  };
}

const isUnset = (key: string | null, baseUrl: string | null): boolean => key === null && baseUrl === null;

/** A database's password as it is written in the address, and as it is meant. */
function passwordsIn(databaseUrl: string): string[] {
  const { password } = URL.parse(databaseUrl) ?? { password: "" };
  try {
    return [password, decodeURIComponent(password)];
  } catch (error) {
    if (error instanceof URIError) return [password];
    throw error;
  }
}

const isPresent = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && value !== "";
