/** The units that are shown first, in this order; the others follow by name. */
const FIRST_UNITS = ["input", "output", "cache_read", "cache_write", "cache_write_1h"];

const rankOf = (unit: string) => (FIRST_UNITS.includes(unit) ? FIRST_UNITS.indexOf(unit) : FIRST_UNITS.length);

/** Units, each once, in the order in which they are shown. */
export const orderUnits = (units: string[]): string[] =>
  [...new Set(units)].toSorted((left, right) => rankOf(left) - rankOf(right) || left.localeCompare(right));
