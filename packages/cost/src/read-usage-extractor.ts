import { readArray, readObject, readText } from "./json-value.ts";
import type { PathStep, UsageExtractor } from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";

function readStep(value: unknown, path: string): PathStep {
  if (typeof value === "string") return value;
  const step = readObject(value, path);
  return { field: readText(step["field"], path), accepts: readMatchRule(step["match"], path) };
}

/**
 * Reads the extractors of one provider of a price book, by API flavour; `path` says where they stand.
 * @throws TypeError when one is not an extractor
 */
export function readUsageExtractors(value: unknown, path: string): Map<string, UsageExtractor> {
  const extractors = readArray(value, path).map((entry): [string, UsageExtractor] => {
    const extractor = readObject(entry, path);
    const flavor = readText(extractor["flavor"], path);
    const at = `${path}/${flavor}`;
    const counts = readArray(extractor["counts"], at).map((count) => {
      const [unit, ...steps] = readArray(count, at);
      return { unit: readText(unit, at), steps: steps.map((step) => readStep(step, at)) };
    });
    return [flavor, { root: readArray(extractor["root"], at).map((name) => readText(name, at)), counts }];
  });
  return new Map(extractors);
}
