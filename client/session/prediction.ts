import { Predict } from "colyseus.js";
import { halfSizeOf, type Mover, stepMovement } from "../../contract/movement.ts";
import type { MoveInput, Player } from "../../contract/state.ts";
import type { Controls } from "../scene/stage.ts";
import type { WorldRoom } from "./world-room.ts";

/** How far in the past others are drawn, in ms: two patches, so that there is always one to glide towards. */
const OTHERS_DELAY_MS = 100;
/** A correction larger than this, in metres, is a teleport: shown at once instead of glided to. */
const TELEPORT_METRES = 3;

export interface Prediction {
  /** Sends the inputs that are due and steps the own player with them. Once a frame, before any position is read. */
  advance(nowMs: number, controls: Controls): void;
  /** Where a player, oneself included, is drawn in this frame. */
  drawnAt(player: Player): Mover;
  dispose(): void;
}

/** Predicts the own player with the server's own step, and draws the others a little in the past. */
export function predictMovement(room: WorldRoom, self: Player, worldId: string): Prediction {
  const predict = Predict.get(room, { mode: "lerp", delay: OTHERS_DELAY_MS });
  predict.attachAll("players", { fields: ["x", "z"], mode: "lerp", snap: TELEPORT_METRES, smoothMs: 50 });
  predict.attachAll("players", { fields: ["yaw"], mode: "lerp", angle: true });
  const input = room.input<MoveInput>();
  // Every field once: unset ones are undefined here and 0 at the server, and would turn the prediction into NaN.
  input.data.forward = 0;
  input.data.right = 0;
  input.data.yaw = self.yaw;
  const halfSize = halfSizeOf(worldId);
  predict.reconciler<Mover, MoveInput>(self, {
    input,
    fields: ["x", "z", "yaw"],
    step: (context, mover, command) => stepMovement(mover, command, context.dt, halfSize),
    snap: TELEPORT_METRES,
  });
  return {
    advance(nowMs, controls) {
      for (let due = predict.tick(nowMs); due > 0; due--) {
        input.data.forward = controls.forward;
        input.data.right = controls.right;
        input.data.yaw = controls.yaw;
        input.send();
      }
    },
    drawnAt: (player) => ({
      x: predict.value(player, "x"),
      z: predict.value(player, "z"),
      yaw: predict.value(player, "yaw"),
    }),
    dispose: () => predict.dispose(),
  };
}
