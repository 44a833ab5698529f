import { expect, test } from "vitest";
import type { GateRow } from "../../../server/generation/store.ts";
import type { StoreUnderTest } from "../generation-store.ts";
import { atOnce, noon } from "./rows.ts";

const untouched: GateRow = {
  provider: "marble",
  minuteStartedAt: 0,
  minuteStarts: 0,
  hourStartedAt: 0,
  hourStarts: 0,
  notBefore: 0,
  version: 0,
};
const counted: GateRow = {
  ...untouched,
  minuteStartedAt: noon + 1,
  minuteStarts: 2,
  hourStartedAt: noon + 3,
  hourStarts: 4,
  notBefore: noon + 5,
};

export function gateRequirements(stores: () => StoreUnderTest): void {
  test("a provider's gate begins with nothing counted", async () => {
    expect(await stores().store.readGate("marble")).toEqual(untouched);
  });

  test("of 64 first reads at once, all see the same untouched gate", async () => {
    const { store, elsewhere } = stores();
    const gates = await atOnce(64, (index) => (index % 2 ? store : elsewhere).readGate("marble"));
    expect(gates).toEqual(Array.from({ length: 64 }, () => untouched));
    expect(await store.writeGate(counted)).toBe(true);
  });

  test("a written gate is read with one more version, in every process", async () => {
    const { store, elsewhere } = stores();
    await store.readGate("marble");
    expect(await store.writeGate(counted)).toBe(true);
    expect(await elsewhere.readGate("marble")).toEqual({ ...counted, version: 1 });
  });

  test("a stale gate is refused and changes nothing", async () => {
    const { store, elsewhere } = stores();
    await store.readGate("marble");
    await store.writeGate(counted);
    expect(await elsewhere.writeGate({ ...untouched, minuteStarts: 99 })).toBe(false);
    expect(await store.readGate("marble")).toEqual({ ...counted, version: 1 });
  });

  test("each provider has its own gate", async () => {
    const { store } = stores();
    await store.readGate("marble");
    await store.readGate("tripo");
    await store.writeGate(counted);
    expect(await store.readGate("tripo")).toEqual({ ...untouched, provider: "tripo" });
  });

  test("of 64 writers with the same version at once, exactly one wins", async () => {
    const { store, elsewhere } = stores();
    await store.readGate("marble");
    const won = await atOnce(64, (index) =>
      (index % 2 ? store : elsewhere).writeGate({ ...counted, minuteStarts: index }),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await store.readGate("marble")).toMatchObject({ version: 1, minuteStarts: won.indexOf(true) });
  });
}
