const MAX_DEPTH = 5;
const MAX_ENTRIES = 64;
const NAME = /^[\w.-]{1,64}$/;
const LABEL = /^[\w.:-]{1,64}$/;

/** The only texts in a usage object that say how to count. */
const LABEL_NAMES = new Set(["service_tier", "serviceTier", "trafficType", "modality", "type"]);

function pick(name: string, value: unknown, depth: number): unknown {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return LABEL_NAMES.has(name) && LABEL.test(value) ? value : undefined;
  if (typeof value !== "object" || value === null || depth === MAX_DEPTH) return undefined;
  if (!Array.isArray(value)) return pickEntries(value, depth + 1);
  return value.slice(0, MAX_ENTRIES).map((entry) => pick(name, entry, depth + 1) ?? null);
}

function pickEntries(object: object, depth: number): Record<string, unknown> {
  const named = Object.entries(object).filter(([name]) => NAME.test(name));
  const picked = named
    .slice(0, MAX_ENTRIES)
    .map(([name, value]): [string, unknown] => [name, pick(name, value, depth)]);
  return Object.fromEntries(picked.filter(([, value]) => value !== undefined));
}

/** The counts of a provider's usage object with their names, and the few words that say what they count: nothing else. */
export function pickCounts(usage: object): Record<string, unknown> {
  return pickEntries(usage, 0);
}
