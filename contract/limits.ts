/** Every bound that both sides must agree on, in one place. Lengths are in characters, distances in metres, times in milliseconds. */
export const NAME_MAX = 32;
export const CHAT_MAX = 500;
/** Marble takes more, but a prompt longer than this is a pasted document, not a description of a place. */
export const PROMPT_MAX = 2000;
export const URL_MAX = 2048;
export const ERROR_MESSAGE_MAX = 500;

/** The hub is a square of 80 m: |x| and |z| are at most this. */
export const HUB_HALF_SIZE = 40;
/** Generated worlds have no wall of their own; this keeps coordinates finite and portals findable. */
export const WORLD_HALF_SIZE = 120;
/** A portal closer than this to another one is refused with `bad_place`. */
export const PORTAL_SPACING = 1.5;
export const PORTAL_MAX_HEIGHT = 60;

/** A room message larger than this closes the connection (websocket `maxPayload`). */
export const MESSAGE_MAX_BYTES = 64 * 1024;
/** More requests than this in a second are refused with `too_fast`. */
export const REQUESTS_PER_SECOND = 20;
/** More frames than this in a second (inputs included) close the connection. */
export const FRAMES_PER_SECOND = 300;

/** How long a dropped player's seat is held. */
export const RECONNECT_SECONDS = 20;

/** Fixed steps, and so movement inputs, a second. */
export const TICK_RATE = 20;
export const PATCH_MS = 50;

/** What a world usually takes with Marble; shown until this server has measured its own. Source: Marble's FAQ, about five minutes. */
export const TYPICAL_WORLD_SECONDS = 300;

export const HUB = "hub";
