/** A member's daily cap counts back from the present for so long: no hour of the day is a fresh start. */
export const CAP_HOURS = 24;
