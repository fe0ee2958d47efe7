import * as z from "zod/mini";

import { ListSearch } from "../../filters/usage-search.ts";

const PRICE_TABS = ["models", "sources", "quarantine", "own", "unpriced", "reprice"] as const;

export type PriceTab = (typeof PRICE_TABS)[number];

const lenient = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);
const text = lenient(z.string().check(z.minLength(1)));

/**
 * What the prices pages show, as it stands in the URL: the tab, the text searched for, the opened run, the list whose runs
 * are shown, the unit of a chart, and the two days of a look back: `at` the prices of which day, `known` as known on which.
 */
export const PricesSearch = z.extend(ListSearch, {
  tab: lenient(z.enum(PRICE_TABS)),
  q: text,
  run: text,
  feed: lenient(z.enum(["genai-prices", "litellm", "openrouter", "llm-prices"])),
  decided: lenient(z.enum(["approved", "rejected", "withdrawn"])),
  unit: text,
  tier: text,
  at: lenient(z.iso.date()),
  known: lenient(z.iso.date()),
});
export type PricesSearch = z.infer<typeof PricesSearch>;
