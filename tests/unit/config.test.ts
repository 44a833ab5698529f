import { describe, expect, test } from "vitest";
import { type Config, ConfigError, readConfig } from "../../server/config.ts";

const sentencesFor = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split("\n");
    throw error;
  }
  return [];
};

test("an empty environment gives a server that works by itself", () => {
  expect(readConfig({})).toEqual({
    port: 2567,
    host: null,
    databaseUrl: "file:./data/waygate.db",
    dataDir: "./data",
    publicUrl: null,
    allowedOrigins: [],
    trustProxy: false,
    sessionSecret: null,
    marble: { apiKey: null, baseUrl: null, startsPerMinute: 3, startsPerHour: 60 },
    tripo: { apiKey: null, baseUrl: null },
    replicate: {
      apiToken: null,
      baseUrl: null,
      webhookSecret: null,
      models: {
        portrait: "black-forest-labs/flux-schnell",
        video: "bytedance/seedance-1-lite",
        trailer: "bytedance/seedance-1-lite",
      },
    },
    usesSandbox: { forWorlds: true, forModels: true, forCast: true },
    worldPollMs: 15_000,
    pollGrantMs: 4000,
    leaseMs: 20_000,
    crashAt: null,
    stopAt: null,
    limits: { runningPerPlayer: 10, runningCastPerPlayer: 120, startsPerPlayerPerDay: 200 },
    sandbox: { port: 2568, worldSeconds: 30, modelSeconds: 15, imageSeconds: 6, videoSeconds: 12, splatScale: 1 },
    monitorPassword: null,
    allowAnonymousApi: true,
    secrets: [],
    logLevel: "info",
  } satisfies Config);
});

test("a variable that is empty or blank counts as not set", () => {
  const names = ["PORT", "HOST", "PUBLIC_URL", "MARBLE_API_KEY", "MONITOR_PASSWORD", "LOG_LEVEL", "SESSION_SECRET"];
  const blank = Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? "" : "  "]));
  expect(readConfig({ ...blank, DATA_DIR: undefined })).toEqual(readConfig({}));
});

test("every variable is read", () => {
  const config = readConfig({
    PORT: "8080",
    HOST: "::1",
    DATABASE_URL: "postgres://me:secret@db/waygate",
    DATA_DIR: "/var/lib/waygate",
    PUBLIC_URL: "https://Waygate.example/",
    ALLOWED_ORIGINS: "https://a.example, http://localhost:5173 ,",
    TRUST_PROXY: "yes",
    SESSION_SECRET: "s".repeat(32),
    MARBLE_API_KEY: " key ",
    MARBLE_BASE_URL: "https://marble.example/api/",
    MARBLE_STARTS_PER_MINUTE: "6",
    MARBLE_STARTS_PER_HOUR: "90",
    WORLD_POLL_MS: "5000",
    TRIPO_API_KEY: "other key",
    TRIPO_BASE_URL: "https://tripo.example/v3/",
    REPLICATE_API_TOKEN: "r8_token",
    REPLICATE_BASE_URL: "https://replicate.example/v1/",
    REPLICATE_WEBHOOK_SECRET: "whsec_c2VjcmV0IG9mIG91cnM=",
    REPLICATE_PORTRAIT_MODEL: "black-forest-labs/flux-1.1-pro",
    REPLICATE_VIDEO_MODEL: "minimax/video-01",
    REPLICATE_TRAILER_MODEL: "kwaivgi/kling-v1.6-pro",
    POLL_GRANT_MS: "1000",
    LEASE_MS: "3000",
    CRASH_AT: "after asked",
    STOP_AT: "before post",
    LIMIT_RUNNING_PER_PLAYER: "2",
    LIMIT_RUNNING_CAST_PER_PLAYER: "12",
    LIMIT_STARTS_PER_PLAYER_PER_DAY: "20",
    SANDBOX_PORT: "0",
    SANDBOX_WORLD_SECONDS: "0.5",
    SANDBOX_MODEL_SECONDS: "0.25",
    SANDBOX_IMAGE_SECONDS: "0.75",
    SANDBOX_VIDEO_SECONDS: "1.5",
    SANDBOX_SPLAT_SCALE: "0.05",
    MONITOR_PASSWORD: "open sesame",
    ALLOW_ANONYMOUS_API: "TRUE",
    LOG_LEVEL: "debug",
  });
  expect(config).toEqual({
    port: 8080,
    host: "::1",
    databaseUrl: "postgres://me:secret@db/waygate",
    dataDir: "/var/lib/waygate",
    publicUrl: "https://waygate.example",
    allowedOrigins: ["https://a.example", "http://localhost:5173"],
    trustProxy: true,
    sessionSecret: "s".repeat(32),
    marble: { apiKey: "key", baseUrl: "https://marble.example/api", startsPerMinute: 6, startsPerHour: 90 },
    tripo: { apiKey: "other key", baseUrl: "https://tripo.example/v3" },
    replicate: {
      apiToken: "r8_token",
      baseUrl: "https://replicate.example/v1",
      webhookSecret: "whsec_c2VjcmV0IG9mIG91cnM=",
      models: {
        portrait: "black-forest-labs/flux-1.1-pro",
        video: "minimax/video-01",
        trailer: "kwaivgi/kling-v1.6-pro",
      },
    },
    usesSandbox: { forWorlds: false, forModels: false, forCast: false },
    worldPollMs: 5000,
    pollGrantMs: 1000,
    leaseMs: 3000,
    crashAt: "after asked",
    stopAt: "before post",
    limits: { runningPerPlayer: 2, runningCastPerPlayer: 12, startsPerPlayerPerDay: 20 },
    sandbox: {
      port: 0,
      worldSeconds: 0.5,
      modelSeconds: 0.25,
      imageSeconds: 0.75,
      videoSeconds: 1.5,
      splatScale: 0.05,
    },
    monitorPassword: "open sesame",
    allowAnonymousApi: true,
    secrets: [
      "key",
      "other key",
      "r8_token",
      "whsec_c2VjcmV0IG9mIG91cnM=",
      "s".repeat(32),
      "open sesame",
      "secret",
      "secret",
    ],
    logLevel: "debug",
  } satisfies Config);
});

describe("who makes worlds, models and the cast", () => {
  const elsewhere = "http://127.0.0.1:9999";
  test.each([
    ["the sandbox, without a key", {}, [true, true, true]],
    ["Marble, with a key", { MARBLE_API_KEY: "k" }, [false, true, true]],
    ["whoever speaks for Marble elsewhere, without a key", { MARBLE_BASE_URL: elsewhere }, [false, true, true]],
    ["Tripo, with a key", { TRIPO_API_KEY: "k" }, [true, false, true]],
    ["whoever speaks for Tripo elsewhere, without a key", { TRIPO_BASE_URL: elsewhere }, [true, false, true]],
    ["Replicate, with a token", { REPLICATE_API_TOKEN: "k" }, [true, true, false]],
    ["whoever speaks for Replicate elsewhere, without a token", { REPLICATE_BASE_URL: elsewhere }, [true, true, false]],
  ] as const)("%s", (_who, env, [forWorlds, forModels, forCast]) => {
    const config = readConfig(env);
    expect(config.usesSandbox).toEqual({ forWorlds, forModels, forCast });
    // Where anything costs money, nobody orders it without saying who they are.
    expect(config.allowAnonymousApi).toBe(forWorlds && forModels && forCast);
  });

  test("and who may order them can be said either way", () => {
    expect(readConfig({ ALLOW_ANONYMOUS_API: "no" }).allowAnonymousApi).toBe(false);
    expect(readConfig({ ALLOW_ANONYMOUS_API: "1", MARBLE_API_KEY: "k" }).allowAnonymousApi).toBe(true);
  });
});

describe("a value that cannot be used is named with what to change", () => {
  test.each([
    ["PORT", "65536", "PORT must be a whole number from 0 to 65535."],
    ["PORT", "80a", "PORT must be a whole number from 0 to 65535."],
    ["PORT", "-1", "PORT must be a whole number from 0 to 65535."],
    ["PORT", "1e3", "PORT must be a whole number from 0 to 65535."],
    ["HOST", "http://localhost", "HOST must be an address or a host name, without a port."],
    ["DATABASE_URL", "mysql://db", "DATABASE_URL must begin with file: (SQLite) or postgres:// (Postgres)."],
    ["PUBLIC_URL", "waygate.example", "PUBLIC_URL must be an origin such as https://waygate.example, without a path."],
    [
      "PUBLIC_URL",
      "https://waygate.example/play",
      "PUBLIC_URL must be an origin such as https://waygate.example, without a path.",
    ],
    [
      "PUBLIC_URL",
      "ftp://waygate.example",
      "PUBLIC_URL must be an origin such as https://waygate.example, without a path.",
    ],
    [
      "ALLOWED_ORIGINS",
      "https://a.example, *",
      "ALLOWED_ORIGINS must be origins such as https://waygate.example, with commas between.",
    ],
    ["REPLICATE_WEBHOOK_SECRET", "secret", "REPLICATE_WEBHOOK_SECRET must begin with whsec_, as Replicate shows it."],
    [
      "REPLICATE_PORTRAIT_MODEL",
      "nobody/nothing",
      expect.stringMatching(/^REPLICATE_PORTRAIT_MODEL must be one of: .*flux-schnell.*\.$/),
    ],
    [
      "REPLICATE_PORTRAIT_MODEL",
      "minimax/video-01",
      expect.stringMatching(/^REPLICATE_PORTRAIT_MODEL must be one of: .*flux-schnell.*\.$/),
    ],
    [
      "REPLICATE_VIDEO_MODEL",
      "toString",
      expect.stringMatching(/^REPLICATE_VIDEO_MODEL must be one of: .*seedance-1-lite.*\.$/),
    ],
    ["TRUST_PROXY", "maybe", "TRUST_PROXY must be yes or no."],
    ["SESSION_SECRET", "short", "SESSION_SECRET must have at least 32 characters."],
    ["MARBLE_BASE_URL", "marble.example", "MARBLE_BASE_URL must be an address that begins with https:// or http://."],
    ["MARBLE_STARTS_PER_MINUTE", "0", "MARBLE_STARTS_PER_MINUTE must be a whole number from 1 to 10000."],
    ["WORLD_POLL_MS", "15s", "WORLD_POLL_MS must be a whole number from 100 to 86400000 milliseconds."],
    ["SANDBOX_MODEL_SECONDS", "x", "SANDBOX_MODEL_SECONDS must be a number from 0 to 86400 seconds."],
    ["SANDBOX_WORLD_SECONDS", "-1", "SANDBOX_WORLD_SECONDS must be a number from 0 to 86400 seconds."],
    ["SANDBOX_SPLAT_SCALE", "NaN", "SANDBOX_SPLAT_SCALE must be a number from 0.001 to 1."],
    ["MONITOR_PASSWORD", "short", "MONITOR_PASSWORD must have at least 8 characters."],
    ["LOG_LEVEL", "loud", "LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent."],
  ])("%s=%s", (name, value, sentence) => {
    expect(sentencesFor({ [name]: value })).toEqual([sentence]);
  });

  test("all of them at once, one sentence each", () => {
    expect(sentencesFor({ PORT: "x", TRUST_PROXY: "x", LOG_LEVEL: "x" })).toHaveLength(3);
  });

  test("without ever showing what was set", () => {
    const secrets = {
      SESSION_SECRET: "hunter2",
      MONITOR_PASSWORD: "hunter2",
      DATABASE_URL: "hunter2",
      MARBLE_BASE_URL: "hunter2",
    };
    const sentences = sentencesFor(secrets);
    expect(sentences).toHaveLength(4);
    expect(sentences.join()).not.toContain("hunter2");
  });
});
