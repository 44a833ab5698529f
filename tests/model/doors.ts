import type { Generation } from "../../server/generation/generation.ts";
import type { Generations } from "../../server/generation/generations.ts";
import { idOfSubmitTag, submitTagOf } from "../../server/generation/new-generation.ts";
import type { Found } from "../../server/generation/retrying.ts";
import { Refused } from "../../server/refused.ts";
import { type KindName, kinds, portraitKey, type ServerProcess } from "./process.ts";
import type { Promises } from "./promises.ts";
import type { Simulation } from "./simulation.ts";
import { Staged } from "./staged.ts";

interface Order {
  readonly kind: KindName;
  readonly player: string;
  /** "" asks for something that is for nothing yet. */
  readonly subject: string;
  readonly activeKey?: string;
  readonly takesMs: number;
}

/** What players may do, at any process, as the features' doors do it. Nobody waits for the answers. */
export interface Doors {
  ask(process: ServerProcess, order: Order): void;
  /** Asks for what somebody else had made: nothing is submitted for it. */
  connect(process: ServerProcess, order: Order): void;
  /** As the webhooks' route does it, once the signature is verified. */
  hint(process: ServerProcess, tag: string): void;
  cancel(process: ServerProcess, row: Generation): void;
  retry(process: ServerProcess, row: Generation, takesMs: number): void;
  assign(process: ServerProcess, row: Generation, subject: string): void;
}

export function createDoors({ outside, clock, watch }: Simulation, promises: Promises): Doors {
  const retried = new Set<number>();
  let lastId = 0;

  /** A request reaches a process that runs, and what it is answered is a promise. */
  function enter(process: ServerProcess, act: (generations: Generations) => Promise<void>): void {
    process.life
      .passes()
      .then(() => act(process.generations))
      .catch((error: unknown) => {
        if (!(error instanceof Staged || error instanceof Refused)) watch.witness.broken(`A door failed: ${error}`);
      });
  }

  /** Chance gives the names of rows; here it is the order in which they are asked for. */
  function named(draft: Generation, adopts: Generation | null): Generation {
    const id = ++lastId;
    const isAdopted = adopts?.submitTag === draft.submitTag;
    return { ...draft, id, jobId: `job${id}`, submitTag: isAdopted ? draft.submitTag : submitTagOf(id, 1) };
  }

  async function commit(generations: Generations, row: Generation, takesMs: number): Promise<void> {
    if (!row.adopted) outside.plan(row.submitTag, takesMs);
    const { id, kind, subject } = await generations.commit(row);
    promises.takenIn.add(id);
    if (id === row.id) return;
    watch.witness.reached("joined");
    if (portraitKey(row.subject) !== null && (kind !== row.kind || subject !== row.subject)) {
      watch.witness.broken(`Who asked for ${row.subject} was answered with generation ${id}, for ${subject}.`);
    }
  }

  const ordered = ({ kind, player, subject, activeKey }: Order) => ({
    kind,
    input: {},
    requestedBy: player,
    subject,
    ...(activeKey !== undefined && { activeKey }),
  });

  return {
    ask: (process, order) =>
      enter(process, (generations) =>
        commit(generations, named(generations.draft(ordered(order)), null), order.takesMs),
      ),
    connect: (process, order) =>
      enter(process, (generations) => {
        const { provider } = kinds[order.kind];
        const task = outside.ledger.make(
          { provider, tag: "somebody's", upload: null, takesMs: order.takesMs },
          clock.now(),
        );
        const found: Found =
          order.kind === "world"
            ? { operationId: null, providerRef: task.workId }
            : { operationId: task.operationId, providerRef: null };
        return commit(generations, named(generations.draft(ordered(order), found), null), order.takesMs);
      }),
    hint: (process, tag) =>
      enter(process, async (generations) => {
        const id = idOfSubmitTag(tag);
        if (id === null) return watch.witness.broken(`The tag ${tag} names nothing.`);
        const before = await generations.read(id);
        await generations.hint(id);
        const after = await generations.read(id);
        if (after && after.version === (before?.version ?? 0) + 1 && after.nextLookAt !== before?.nextLookAt) {
          watch.witness.reached("hinted");
        }
      }),
    cancel: (process, { id }) =>
      enter(process, async (generations) => {
        const row = await generations.read(id);
        const after = row && (await generations.cancel(row));
        if (after && (after.cancelRequested || after.status === "cancelled")) promises.calledOff.add(id);
      }),
    retry: (process, { id }, takesMs) =>
      enter(process, async (generations) => {
        const row = await generations.read(id);
        if (row === null || retried.has(id)) return;
        const isOneAtATime = row.kind === "portrait" && portraitKey(row.subject) !== null;
        // Only the newest of a character is tried again; what goes on for it is joined when the retry is committed.
        const newest = { kinds: [row.kind], subjects: [row.subject], limit: 1 };
        if (isOneAtATime && (await generations.list(newest))[0]?.id !== id) return;
        const askedAt = clock.now();
        const draft = await generations.draftRetry(row);
        const isPaidAnew = draft.submitTag !== row.submitTag;
        // What was answered a while ago need not hold any more.
        if (isPaidAnew && clock.now() === askedAt && outside.ledger.isToBeHad(row.submitTag, clock.now())) {
          watch.witness.broken(`Generation ${id} is paid for again, and can still be had.`);
        }
        // As a portal has it: it shows one generation, and of two retries at once one is refused.
        if (retried.has(id)) return;
        if (!isOneAtATime) retried.add(id);
        await commit(generations, named(draft, row), takesMs);
      }),
    assign: (process, { id }, subject) =>
      enter(process, async (generations) => {
        const row = await generations.read(id);
        if (row) await generations.assign(row, subject);
      }),
  };
}
