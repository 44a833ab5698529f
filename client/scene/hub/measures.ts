import { HUB_HALF_SIZE } from "../../../contract/limits.ts";

/** The hub's plan in metres and radians, shared by what is built and by the paving that is drawn around it. */
export const PLAZA_RADIUS = 12;
export const COLONNADE_RADIUS = 25;
/** Half of each of the four openings in the colonnade, seen from the centre. */
export const OPENING_HALF_ANGLE = 0.27;
export const COLUMNS_PER_QUARTER = 6;
export const LANTERN_HEIGHT = 2.6;
/** The border stands just outside of where players can walk. */
export const BORDER_AT = HUB_HALF_SIZE + 0.6;
