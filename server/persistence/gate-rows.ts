import type { ProviderGate } from "../../generated/sqlite/client.ts";
import type { GateRow } from "../generation/store.ts";
import type { DatabaseClient } from "./database.ts";
import { isUniqueViolation } from "./unique-violation.ts";

/** The row of a provider's gate; made with nothing counted when it is not there yet. */
export async function readGate(client: DatabaseClient, provider: string): Promise<GateRow> {
  const found = await client.providerGate.findUnique({ where: { provider } });
  return gateOf(found ?? (await createGate(client, provider)));
}

/** Writes the gate only if its version is still the one that was read. False when it is not. */
export async function writeGate(client: DatabaseClient, gate: GateRow): Promise<boolean> {
  const { count } = await client.providerGate.updateMany({
    where: { provider: gate.provider, version: gate.version },
    data: { ...countersOf(gate), version: { increment: 1 } },
  });
  return count === 1;
}

async function createGate(client: DatabaseClient, provider: string): Promise<ProviderGate> {
  const never = { minuteStartedAt: 0, minuteStarts: 0, hourStartedAt: 0, hourStarts: 0, notBefore: 0 };
  try {
    return await client.providerGate.create({ data: { provider, ...countersOf(never), version: 0 } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return client.providerGate.findUniqueOrThrow({ where: { provider } });
  }
}

function countersOf(gate: Omit<GateRow, "provider" | "version">) {
  return {
    minuteStartedAt: new Date(gate.minuteStartedAt),
    minuteStarts: gate.minuteStarts,
    hourStartedAt: new Date(gate.hourStartedAt),
    hourStarts: gate.hourStarts,
    notBefore: new Date(gate.notBefore),
  };
}

function gateOf(row: ProviderGate): GateRow {
  return {
    ...row,
    minuteStartedAt: row.minuteStartedAt.getTime(),
    hourStartedAt: row.hourStartedAt.getTime(),
    notBefore: row.notBefore.getTime(),
  };
}
