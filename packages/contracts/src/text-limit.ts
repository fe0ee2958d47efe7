/** Longest text field, in characters (Unicode code points). */
export const MAX_TEXT_CHARACTERS = 256;
