const FALLBACK = "my-app";
const MOST_CHARACTERS = 64;

/** A program's name as it can stand in a shell, in JSON and in code: whatever would need quoting there becomes a dash. */
export const sourceName = (text: string): string =>
  text
    .trim()
    .replaceAll(/[^\w.:/-]+/g, "-")
    .slice(0, MOST_CHARACTERS) || FALLBACK;
