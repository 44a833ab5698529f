import { Color4 } from "@babylonjs/core/Maths/math.color";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { InstancedMesh } from "@babylonjs/core/Meshes/instancedMesh";
import "@babylonjs/core/Meshes/instancedMesh";
import { matteMaterial } from "../light/matte-material.ts";
import type { Place } from "../place.ts";
import { joinedMesh } from "../shapes/solids.ts";
import type { PlayerView } from "../views.ts";
import { colourOf, FIGURE_HEIGHT, figure } from "./figure.ts";
import { hangNameplate, type Nameplate } from "./nameplate.ts";

/** Farther off, in metres, a nameplate can no longer be read. */
const NAME_REACH = 45;
/** Closer by, in metres, a nameplate shrinks so as not to hide its player. */
const NAME_FULL_SIZE_AT = 7;
/** How much of their colour players keep who are away or still loading. */
const DIMMED = 0.6;

interface Avatar {
  readonly body: InstancedMesh;
  readonly nameplate: Nameplate;
  feet: number;
}

export interface Avatars {
  /** Everybody else, as they stand now; those no longer named are removed. */
  show(players: readonly PlayerView[]): void;
}

/** The other players: instances of one figure in one draw call, each with a nameplate. */
export function gatherAvatars(place: Place): Avatars {
  const { scene, eye } = place;
  const material = matteMaterial("avatar", scene, place.atmosphere, { tintPerInstance: true });
  const source = joinedMesh("avatar", figure(), material, scene);
  source.registerInstancedBuffer("tint", 4);
  source.instancedBuffers.tint = new Color4(1, 1, 1, 0);
  source.isVisible = false;
  const avatars = new Map<string, Avatar>();

  const enter = (player: PlayerView): Avatar => {
    const body = source.createInstance(player.sessionId);
    body.isPickable = false;
    return { body, nameplate: hangNameplate(scene, player), feet: place.groundUnder(player.x, player.z, 0) };
  };

  const stand = (avatar: Avatar, player: PlayerView): void => {
    const moved = player.x !== avatar.body.position.x || player.z !== avatar.body.position.z;
    if (moved) avatar.feet = place.groundUnder(player.x, player.z, avatar.feet);
    avatar.body.position.set(player.x, avatar.feet, player.z);
    avatar.body.rotation.y = player.yaw;
    const [r, g, b] = colourOf(player.sessionId);
    const kept = player.away || player.loading ? DIMMED : 1;
    avatar.body.instancedBuffers.tint = new Color4(r * kept, g * kept, b * kept, 0);
    const name = avatar.nameplate.canvas.mesh;
    name.position.set(player.x, avatar.feet + FIGURE_HEIGHT + 0.2, player.z);
    const distance = Vector3.Distance(name.position, eye.position);
    name.setEnabled(distance < NAME_REACH);
    name.scaling.setAll(Math.min(Math.max(distance / NAME_FULL_SIZE_AT, 0.45), 1.5));
    avatar.nameplate.show(player);
  };

  return {
    show(players) {
      const present = new Set<string>();
      for (const player of players) {
        present.add(player.sessionId);
        let avatar = avatars.get(player.sessionId);
        if (avatar === undefined) {
          avatar = enter(player);
          avatars.set(player.sessionId, avatar);
        }
        stand(avatar, player);
      }
      for (const [sessionId, avatar] of avatars) {
        if (present.has(sessionId)) continue;
        avatar.body.dispose();
        avatar.nameplate.canvas.dispose();
        avatars.delete(sessionId);
      }
    },
  };
}
