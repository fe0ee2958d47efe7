import { readArray, readObject, readText } from "./json-value.ts";
import type { PathStep, UsageExtractor } from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";

function readStep(value: unknown, path: string): PathStep {
  if (typeof value === "string") return value;
  const step = readObject(value, path);
  return { field: readText(step["field"], path), accepts: readMatchRule(step["match"], path, "label") };
}

/**
 * Reads the extractors of one provider of a price book (`CompactExtractor`), by API flavour; `path` says where they stand.
 * @throws TypeError when one is not an extractor
 */
export function readUsageExtractors(value: unknown, path: string): Map<string, UsageExtractor> {
  const extractors = readArray(value, path).map((entry): [string, UsageExtractor] => {
    const [name, root, listed] = readArray(entry, path);
    const flavor = readText(name, path);
    const at = `${path}/${flavor}`;
    const counts = readArray(listed, at).map((count) => {
      const [unit, ...steps] = readArray(count, at);
      return { unit: readText(unit, at), steps: steps.map((step) => readStep(step, at)) };
    });
    return [flavor, { root: readArray(root, at).map((field) => readText(field, at)), counts }];
  });
  return new Map(extractors);
}
