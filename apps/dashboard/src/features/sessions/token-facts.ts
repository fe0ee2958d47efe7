import type { Interaction } from "../../api/schema.ts";
import { unitName } from "../../format/prices.ts";

const TOKEN_NAMES = {
  input: "Input tokens",
  cache_read: "…read from cache",
  cache_write: "…written to cache",
  cache_write_1h: "…of these kept an hour",
  input_audio: "…audio input",
  cache_read_audio: "…cached audio",
  input_image: "…image input",
  cache_read_image: "…cached images",
  input_video: "…video input",
  cache_read_video: "…cached video",
  output: "Output tokens",
  reasoning: "…reasoning",
  output_audio: "…audio output",
  output_image: "…image output",
  output_video: "…video output",
  output_citation: "…cited text",
} as const satisfies Record<keyof Interaction["tokens"], string>;

interface TokenFact {
  name: string;
  count: number;
}

const ALWAYS_SHOWN = new Set<string>(["input", "output"]);

/** The token counts of an interaction by name: input and output always, their parts and the other units where there are any. */
export function tokenFacts({
  tokens,
  units,
  other_units: others = {},
}: Pick<Interaction, "tokens" | "units" | "other_units">): TokenFact[] {
  const counts = new Map<string, number | undefined>(Object.entries(tokens));
  const facts: TokenFact[] = Object.entries(TOKEN_NAMES)
    .map(([key, name]) => ({ key, name, count: counts.get(key) ?? 0 }))
    .filter(({ key, count }) => count > 0 || ALWAYS_SHOWN.has(key))
    .map(({ name, count }) => ({ name, count }));
  const { web_searches: webSearches = 0, requests = 0 } = units;
  if (webSearches > 0) facts.push({ name: "Web searches", count: webSearches });
  if (requests > 0) facts.push({ name: "Requests", count: requests });
  for (const [unit, count] of Object.entries(others)) facts.push({ name: unitName(unit), count });
  return facts;
}
