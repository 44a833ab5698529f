/** Every bound that both sides must agree on, in one place. Lengths are in characters, distances in metres, times in milliseconds. */
export const NAME_MAX = 32;
export const CHAT_MAX = 500;
/** Marble takes more, but a prompt longer than this is a pasted document, not a description of a place. */
export const PROMPT_MAX = 2000;
export const URL_MAX = 2048;
/** What a made thing is called: a plaque must be able to show it. */
export const OBJECT_NAME_MAX = 80;
/** A show: what fits on a card, and what a title card can be set from. */
export const SHOW_TITLE_MAX = 80;
export const LOGLINE_MAX = 300;
export const CHARACTER_NAME_MAX = 60;
export const ROLE_MAX = 80;
export const CHARACTER_DESCRIPTION_MAX = 1000;
export const CHARACTERS_PER_SHOW = 50;
export const SHOWS_PER_PLAYER = 50;
/** An opaque label of the caller's own. */
export const LABEL_MAX = 128;
export const ERROR_MESSAGE_MAX = 500;

/** A picture that a player sends, as its file is or inside a data URL. */
export const UPLOAD_MAX_BYTES = 10 * 1024 * 1024;
/** A picture that is fetched for a player: what the providers take. */
export const LINKED_IMAGE_MAX_BYTES = 20 * 1024 * 1024;
/** Signed links to pictures are longer than other addresses. */
export const IMAGE_URL_MAX = 4096;

/** The hub is a square of 80 m: |x| and |z| are at most this. */
export const HUB_HALF_SIZE = 40;
/** Generated worlds have no wall of their own; this keeps coordinates finite and portals findable. */
export const WORLD_HALF_SIZE = 120;
/** A portal closer than this to another one is refused with `bad_place`. */
export const PORTAL_SPACING = 1.5;
export const PORTAL_MAX_HEIGHT = 60;
/** A model at scale 1 fits into a cube of 2 m. */
export const EXHIBIT_SCALE_MIN = 0.1;
export const EXHIBIT_SCALE_MAX = 4;
/** An exhibit closer than this to another one is refused with `bad_place`, in metres. */
export const EXHIBIT_SPACING = 0.5;
/** In one world: a whole cast, and some things beside it. */
export const EXHIBITS_PER_PLAYER = 60;
/** What a newcomer's browser can take in. */
export const EXHIBITS_PER_WORLD = 200;

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
/** The same for a model with Tripo. Source: Tripo's documentation, one to two minutes. */
export const TYPICAL_MODEL_SECONDS = 90;

/** What a portrait, a video and a trailer usually take with Replicate's default models. Source: their pages' example runs. */
export const TYPICAL_PORTRAIT_SECONDS = 20;
export const TYPICAL_VIDEO_SECONDS = 90;
export const TYPICAL_TRAILER_SECONDS = 120;

export const HUB = "hub";
