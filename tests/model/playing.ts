import { submitTagOf } from "../../server/generation/new-generation.ts";
import { createDoors, type Doors } from "./doors.ts";
import type { Move } from "./moves.ts";
import type { ServerProcess } from "./process.ts";
import type { Promises } from "./promises.ts";
import { createSimulation, type Simulation, type Slot } from "./simulation.ts";

/** A simulation, and the way into it. */
export interface Play {
  readonly simulation: Simulation;
  readonly doors: Doors;
}

/** Of no row that these lives come to. */
const nobodysId = 1_000_000;

export function beginPlay(seed: number, promises: Promises): Play {
  const simulation = createSimulation(seed);
  return { simulation, doors: createDoors(simulation, promises) };
}

/** Makes one move; what has no meaning as things stand (a kill of what is dead) is none. */
export async function play({ simulation, doors }: Play, move: Move): Promise<void> {
  const { clock, outside, room, store } = simulation;
  const { faults, ledger } = outside;
  const now = clock.now();
  const at = (slot: Slot, act: (process: ServerProcess) => void): void => {
    const process = simulation.living(slot);
    if (process) act(process);
  };
  const rowAt = (nth: number) => [...store.rows.values()][nth % store.rows.size];
  const taskAt = (nth: number) => ledger.tasks[nth % ledger.tasks.length];

  switch (move.do) {
    case "ask": {
      const { kind, player, takesMs, key } = move;
      const subject = move.isFor === "" ? "" : `portal:${store.rows.size}`;
      at(move.on, (process) =>
        doors.ask(process, { kind, player, takesMs, subject, ...(key !== null && { activeKey: key }) }),
      );
      break;
    }
    case "connect": {
      const { kind, player, takesMs } = move;
      at(move.on, (process) => doors.connect(process, { kind, player, takesMs, subject: `portal:${store.rows.size}` }));
      break;
    }
    case "portray": {
      const { player, takesMs } = move;
      const subject = `character:${move.character}`;
      at(move.on, (process) => doors.ask(process, { kind: "portrait", player, takesMs, subject }));
      break;
    }
    case "hint": {
      const row = rowAt(move.row);
      if (!row) break;
      const tag =
        move.of === "nothing" ? submitTagOf(nobodysId, 1) : submitTagOf(row.id, move.of === "first submit" ? 1 : 2);
      at(move.on, (process) => doors.hint(process, tag));
      break;
    }
    case "cancel":
    case "retry":
    case "assign": {
      const row = rowAt(move.row);
      if (!row) break;
      at(move.on, (process) => {
        if (move.do === "cancel") doors.cancel(process, row);
        else if (move.do === "retry") doors.retry(process, row, move.takesMs);
        else doors.assign(process, row, `portal:late${row.id}`);
      });
      break;
    }
    case "wait":
      await clock.advance(move.ms);
      break;
    case "jump":
      simulation.jump(move.hours * 3_600_000);
      break;
    case "fault":
      faults.put(move.call, move.fault, move.times);
      break;
    case "slow":
      faults.latencyMs = move.ms;
      break;
    case "provider":
      faults.isDown = move.is === "down";
      break;
    case "forget": {
      const task = taskAt(move.task);
      if (task) task.forgotten = move.what;
      break;
    }
    case "expire": {
      const task = taskAt(move.task);
      if (task) task.links += 1;
      break;
    }
    case "spoil": {
      const task = taskAt(move.task);
      if (!task || now >= task.endsAt) break;
      task.end = move.end;
      task.endsAt = now;
      break;
    }
    case "start":
      simulation.start(move.on);
      break;
    case "kill":
      simulation.kill(move.on);
      break;
    case "pause":
      simulation.pause(move.on);
      break;
    case "go on":
      simulation.goOn(move.on);
      break;
    case "stop":
      at(move.on, (process) => process.stop());
      break;
    case "crash":
      at(move.on, (process) => process.crashAt(move.at, move.nth));
      break;
    case "database":
      at(move.on, ({ connection }) => connection.put(move.fault, move.after, move.times));
      break;
    case "database lag":
      at(move.on, ({ connection }) => {
        connection.lagMs = move.ms;
      });
      break;
    case "seat":
      room.seat(move.player, move.manner);
      break;
    case "leave":
      room.leave(move.player);
      break;
  }
  await clock.settle();
}
