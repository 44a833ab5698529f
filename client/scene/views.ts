/** A player other than oneself, as drawn: metres, radians, 0 looking along +z and growing towards +x. */
export interface PlayerView {
  readonly sessionId: string;
  readonly name: string;
  readonly x: number;
  readonly z: number;
  readonly yaw: number;
  readonly away: boolean;
  readonly loading: boolean;
}

/** A portal as drawn. It looks along (sin rotationY, cos rotationY); `title` and `detail` are people's text. */
export interface PortalView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  readonly status: "generating" | "ready" | "error";
  /** At the top of an open portal, instead of the usual words. */
  readonly headline?: string;
  readonly title: string;
  /** The second line: who and how long, the reason of a failure, the people inside. */
  readonly detail: string;
  /** "" for none. */
  readonly thumbnailUrl: string;
}

/** What one frame shows of the players: oneself as predicted, and everybody else. */
export interface FrameView {
  readonly self: { readonly x: number; readonly z: number; readonly yaw: number };
  readonly players: readonly PlayerView[];
}

/** What the player is asking for; yaw and pitch in radians, pitch growing upwards. */
export interface Controls {
  readonly forward: -1 | 0 | 1;
  readonly right: -1 | 0 | 1;
  readonly yaw: number;
  readonly pitch: number;
}

/** Bytes of all the files together; `totalBytes` is 0 while it is unknown. */
export interface LoadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}
