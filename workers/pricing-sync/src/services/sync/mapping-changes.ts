import { type ExtractorContent, type ExtractorStep, isOtherUnit } from "@voygent/cost";

/** What one path of an extractor is counted as. `list`: where it leads, whatever the label; null where it names no label. */
type Reading = { path: string; units: string[]; list: string | null };

const stepText = (step: ExtractorStep): string => {
  if (typeof step === "string") return step;
  return `[${step.field} ${"equals" in step.match ? step.match.equals : JSON.stringify(step.match)}]`;
};

function listOf(path: ExtractorStep[]): string | null {
  if (path.every((step) => typeof step === "string")) return null;
  return JSON.stringify(path.map((step) => (typeof step === "string" ? step : { field: step.field })));
}

/** What each path of an extractor is counted as; a path that is listed twice as the same is counted twice. */
function readingsOf({ counts }: ExtractorContent): Map<string, Reading> {
  const byPath = Map.groupBy(counts, ([, ...path]) => JSON.stringify(path));
  return new Map(
    [...byPath].map(([key, same]): [string, Reading] => {
      const [[, ...path] = []] = same;
      const units = same.map(([unit]) => unit).toSorted();
      return [key, { path: path.map(stepText).join("."), units, list: listOf(path) }];
    }),
  );
}

const asText = ({ units }: Reading) => units.join(" + ");

/** What every usage object is billed by: a path that is counted as such besides is billed on top. */
const BILLED = new Set(["input", "output"]);

/** A count that is called a total holds the input and the output: it is no part of them, nor a number of searches. */
const NAMED_TOTAL = /(^|[._])total([_A-Z]|$)/;

/**
 * Whether a path that was not read before may be read from now on: as a part of the usage that nothing was read as, or as
 * another label of a list of such parts.
 */
function isAddition({ path, units, list }: Reading, before: Map<string, Reading>): boolean {
  if (new Set(units).size < units.length) return false;
  return units.every((unit) => {
    if (BILLED.has(unit) || (NAMED_TOTAL.test(path) && !isOtherUnit(unit))) return false;
    const known = [...before.values()].filter((reading) => reading.units.includes(unit));
    return known.length === 0 || (list !== null && known.some((reading) => reading.list === list));
  });
}

/**
 * How a listed extractor would read otherwise what the stored one reads, in words, one for each path: what it counts a path as
 * instead, or that it looks for the usage object elsewhere. Paths that were not read before are such a change when they add to
 * input, to output or to a part of them that is read already: usage that has them would be counted twice.
 */
export function mappingChanges(listed: ExtractorContent, known: ExtractorContent): string[] {
  const [now, before] = [readingsOf(listed), readingsOf(known)];
  const [root, rootBefore] = [listed.root.join("."), known.root.join(".")];
  const moved = [...before].flatMap(([key, reading]) => {
    const other = now.get(key);
    const [units, read] = [asText(reading), other === undefined ? "nothing" : asText(other)];
    return read === units ? [] : [`${reading.path} as ${read} instead of ${units}`];
  });
  const added = [...now].flatMap(([key, reading]) =>
    before.has(key) || isAddition(reading, before) ? [] : [`${reading.path} as ${asText(reading)}`],
  );
  return [...(root === rootBefore ? [] : [`usage at ${root} instead of ${rootBefore}`]), ...moved, ...added];
}
