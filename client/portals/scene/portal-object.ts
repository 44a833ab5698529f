import type { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import type { Material } from "@babylonjs/core/Materials/material";
import { CreatePlaneVertexData } from "@babylonjs/core/Meshes/Builders/planeBuilder";
import type { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import { floatLabel } from "../../scene/label/floating-label.ts";
import { STATUS_COLOUR } from "../../scene/label/status-colour.ts";
import { joinedMesh } from "../../scene/shapes/solids.ts";
import type { PortalView } from "../../scene/views.ts";
import { GLOW_CENTRE, GLOW_SIZE } from "./glow-material.ts";
import { labelText } from "./label-text.ts";
import { buildBody } from "./portal-body.ts";
import type { PortalFinish } from "./portal-finish.ts";

/** Just above the ground, in metres. */
const GROUND_GLOW_HEIGHT = 0.03;
/** The label stands just above the frame. */
const LABEL_ABOVE = 3.2;

export interface PortalObject {
  readonly portal: PortalView;
  relabel(portal: PortalView): void;
  animate(seconds: number, eye: TargetCamera): void;
  dispose(): void;
}

/** One portal standing in the scene in its status: its body, its light and its label. */
export function standPortal(scene: Scene, finish: PortalFinish, portal: PortalView): PortalObject {
  const root = new TransformNode(`portal-${portal.id}`, scene);
  root.position.set(portal.x, portal.y, portal.z);
  root.rotation.y = portal.rotationY;
  const part = (name: string, shape: readonly VertexData[], material: Material): Mesh => {
    const mesh = joinedMesh(name, shape, material, scene);
    mesh.parent = root;
    return mesh;
  };
  const glow = (): VertexData[] => [CreatePlaneVertexData({ size: GLOW_SIZE })];
  part("glow", glow(), finish.glowAround[portal.status]).position.y = GLOW_CENTRE;
  const onGround = part("ground-glow", glow(), finish.glowOnGround[portal.status]);
  onGround.position.y = GROUND_GLOW_HEIGHT;
  onGround.rotation.x = Math.PI / 2;
  const body = buildBody({ scene, finish, part }, portal);
  const label = floatLabel(scene, `label-${portal.id}`);
  const relabel = (current: PortalView) => label.show(labelText(current), STATUS_COLOUR[current.status]);
  relabel(portal);
  return {
    portal,
    relabel,
    animate(seconds, eye) {
      body.animate(seconds);
      label.follow(eye, { ...portal, above: LABEL_ABOVE });
    },
    dispose() {
      body.dispose();
      label.dispose();
      root.dispose();
    },
  };
}
