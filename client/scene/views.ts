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

/** How what is made stands. */
export type MadeStatus = "generating" | "ready" | "error";

/** A portal as drawn. It looks along (sin rotationY, cos rotationY); `title` and `detail` are people's text. */
export interface PortalView {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  readonly status: MadeStatus;
  /** At the top of an open portal, instead of the usual words. */
  readonly headline?: string;
  readonly title: string;
  /** The second line: who and how long, the reason of a failure, the people inside. */
  readonly detail: string;
  /** "" for none. */
  readonly thumbnailUrl: string;
}

/** An exhibit as drawn. It looks along (sin rotationY, cos rotationY); name, maker and detail are people's text. */
export interface ExhibitView {
  readonly id: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  /** At 1 a model fits into a cube of 2 m. */
  readonly scale: number;
  readonly status: MadeStatus;
  readonly name: string;
  readonly maker: string;
  /** What its label says over the name while there is nothing to see. */
  readonly headline: string;
  /** Who and how long, or the reason of a failure. */
  readonly detail: string;
  /** What one can do about it; "" for nothing. */
  readonly hint: string;
  /** The file; "" for none. */
  readonly url: string;
  /** Its still picture; "" for none. */
  readonly posterUrl: string;
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
