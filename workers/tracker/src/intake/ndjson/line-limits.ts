/** Most lines that are not empty in one body, and most bytes of one line. */
export const LINE_LIMITS = { maxLines: 10_000, maxLineBytes: 256 * 1024 };
