import type { ExtractorContent, ExtractorStep } from "@voygent/cost";

type Reading = { path: string; units: string };

const stepText = (step: ExtractorStep): string => {
  if (typeof step === "string") return step;
  return `[${step.field} ${"equals" in step.match ? step.match.equals : JSON.stringify(step.match)}]`;
};

/** What each path of an extractor is counted as; a path that is listed twice as the same is counted twice. */
function readingsOf({ counts }: ExtractorContent): Map<string, Reading> {
  const byPath = Map.groupBy(counts, ([, ...path]) => JSON.stringify(path));
  return new Map(
    [...byPath].map(([key, same]): [string, Reading] => {
      const [[, ...path] = []] = same;
      const units = same.map(([unit]) => unit).toSorted();
      return [key, { path: path.map(stepText).join("."), units: units.join(" + ") }];
    }),
  );
}

/** A count that is called a total: it holds the input and the output, and would be added to what is read of them. */
const NAMED_TOTAL = /(^|_)total([_A-Z]|$)/;

/** Whether a path that was not read before may be read from now on. */
function isAddition({ path, units }: Reading): boolean {
  const names = units.split(" + ");
  const isBilled = names.includes("input") || names.includes("output");
  if (isBilled && NAMED_TOTAL.test(path.split(".").at(-1) ?? "")) return false;
  return new Set(names).size === names.length;
}

/**
 * How a listed extractor would read otherwise what the stored one reads, in words, one for each path: what it counts a path as
 * instead, or that it looks for the usage object elsewhere. Paths that were not read before are no such change, but for a total
 * that would be added to input or output, and one that is counted twice.
 */
export function mappingChanges(listed: ExtractorContent, known: ExtractorContent): string[] {
  const [now, before] = [readingsOf(listed), readingsOf(known)];
  const [root, rootBefore] = [listed.root.join("."), known.root.join(".")];
  const moved = [...before].flatMap(([key, { path, units }]) => {
    const read = now.get(key)?.units ?? "nothing";
    return read === units ? [] : [`${path} as ${read} instead of ${units}`];
  });
  const added = [...now].flatMap(([key, reading]) =>
    before.has(key) || isAddition(reading) ? [] : [`${reading.path} as ${reading.units}`],
  );
  return [...(root === rootBefore ? [] : [`usage at ${root} instead of ${rootBefore}`]), ...moved, ...added];
}
