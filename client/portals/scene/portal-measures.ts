/** An upright arch, in metres: it stands on y = 0, centred on the origin, and looks along +z. */
export const PORTAL_WIDTH = 2.4;
export const PORTAL_HEIGHT = 3;
const FRAME_THICKNESS = 0.16;
export const FRAME_DEPTH = 0.36;
/** Half the width of the surface inside of the frame; its round top has this radius too. */
export const OPENING_HALF_WIDTH = PORTAL_WIDTH / 2 - FRAME_THICKNESS;
/** Where the straight sides end and the round top begins. */
export const SPRING_HEIGHT = PORTAL_HEIGHT - PORTAL_WIDTH / 2;
export const OPENING_HEIGHT = SPRING_HEIGHT + OPENING_HALF_WIDTH;
/** The middle of the world that is being made, and its radius. */
export const GLOBE_HEIGHT = 1.5;
export const GLOBE_RADIUS = 0.72;
