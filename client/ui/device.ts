/** A phone or a tablet: there are no keys to hint at. */
export const hasFingersOnly = matchMedia("(pointer: coarse) and (not (any-pointer: fine))").matches;
