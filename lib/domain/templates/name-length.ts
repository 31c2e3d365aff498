/** Longest name of a template. */
export const templateNameLength = 80;
