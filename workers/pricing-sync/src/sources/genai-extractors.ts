import type { ExtractorContent } from "@voygent/cost";
import * as z from "zod";

import { MatchRule } from "./genai-prices-schema.ts";
import { unitName } from "./genai-units.ts";
import type { ListNotes } from "./list-notes.ts";

const Field = z.string().min(1).max(64);
const Step = z.union([
  Field,
  z.strictObject({ type: z.literal("array-match"), field: Field, match: MatchRule }).transform(({ field, match }) => ({
    field,
    match,
  })),
]);
const Root = z.union([Field.transform((field) => [field]), z.array(Field).min(1).max(8)]);
const Path = z.union([Field.transform((field) => [field]), z.array(Step).min(1).max(8)]);
const UnitName = z.string().regex(/^[a-z]\w{0,63}$/);

/** How genai-prices reads the usage object of one API; `required` is left out, since a missing count is zero to us. */
const Extractor = z.object({
  api_flavor: z.string().regex(/^[a-z][\w-]{0,63}$/),
  root: Root,
  mappings: z
    .array(z.object({ path: Path, dest: UnitName }))
    .min(1)
    .max(100),
});

const Extractors = z.array(z.unknown()).max(100);

/**
 * Takes the usage extractors of a provider into our terms. They are foreign: what is not understood of them is left out, so
 * that it never stands in the way of prices, and noted.
 */
export function readGenaiExtractors(provider: string, listed: unknown, notes: ListNotes): ExtractorContent[] {
  const values = Extractors.safeParse(listed ?? []);
  if (!values.success) notes.skip(`${provider}: extractors`, "not_expressible");
  const extractors = new Map<string, ExtractorContent>();
  for (const [index, value] of (values.data ?? []).entries()) {
    const parsed = Extractor.safeParse(value);
    if (!parsed.success || extractors.has(parsed.data.api_flavor)) {
      notes.skip(`${provider}: extractor ${index}`, "not_expressible");
      continue;
    }
    const { api_flavor: flavor, root, mappings } = parsed.data;
    const counts = mappings.map(({ dest, path }): ExtractorContent["counts"][number] => [
      unitName(dest.replace(/_tokens$/, "")),
      ...path,
    ]);
    extractors.set(flavor, { flavor, root, counts });
  }
  return [...extractors.values()];
}
