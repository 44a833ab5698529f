import { existsSync } from "node:fs";

/**
 * The environment as the operator set it: the process's own, then what `.env` in the working directory adds. Taken
 * before `colyseus` is imported, which then overrides variables with the system's own.
 */
if (existsSync(".env")) process.loadEnvFile(".env");

export const environment: Readonly<Record<string, string | undefined>> = { ...process.env };

// Colyseus' own reading of such files says so on standard output.
process.env.DOTENV_CONFIG_QUIET ??= "true";
