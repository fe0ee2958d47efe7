import * as z from "zod";

const Model = z.object({ provider: z.string().nullable(), model: z.string() });

/**
 * Which interactions a run looks at, as the column `filter` holds it: from `start_ms` on, before `end_ms`, of any of these
 * models, null for all. `total` is how many there are, where that is known.
 */
export const RepriceFilter = z.object({
  start_ms: z.int(),
  end_ms: z.int(),
  models: z.array(Model).nullable(),
  total: z.int().nullable(),
});
export type RepriceFilter = z.infer<typeof RepriceFilter>;

/** Reads the column `filter`. */
export const readFilter = (column: string): RepriceFilter => RepriceFilter.parse(JSON.parse(column));

/** Whether a filter lets a model through; a model without a provider means the model at any provider. */
export function modelMatcher(models: RepriceFilter["models"]): (row: { provider: string; model: string }) => boolean {
  if (models === null) return () => true;
  const anywhere = new Set(models.filter(({ provider }) => provider === null).map(({ model }) => model));
  const exact = new Set(models.map(({ provider, model }) => `${provider ?? ""}\u0000${model}`));
  return ({ provider, model }) => anywhere.has(model) || exact.has(`${provider}\u0000${model}`);
}
