import type { DemoModel } from "./demo-models.ts";

/** What LibreChat says that it charged for a call, and what is odd about that. */
export type LibrechatFigure = {
  librechat_cost_usd: number;
  librechat_notes?: ("default_rate" | "cancel_surcharge")[];
};

/** What LibreChat charges per million tokens of a model that it does not know. */
const DEFAULT_RATES_USD = { input: 6, output: 6 };

/** What it multiplies the rate of a stopped answer with. */
const CANCEL_FACTOR = 1.15;

type Tokens = { input: number; output: number; cache_read: number; cache_write: number };

/** LibreChat's own figure for a chat, in US dollars: by its table of rates, with its surcharge on stopped answers. */
export function librechatFigure(
  { librechatRatesUsd }: DemoModel,
  { tokens, isStopped }: { tokens: Tokens; isStopped: boolean },
): LibrechatFigure {
  const rates: NonNullable<DemoModel["librechatRatesUsd"]> = librechatRatesUsd ?? DEFAULT_RATES_USD;
  const { input, output, cacheRead = input, cacheWrite = input } = rates;
  const microUsd =
    (tokens.input - tokens.cache_read - tokens.cache_write) * input +
    tokens.cache_read * cacheRead +
    tokens.cache_write * cacheWrite +
    tokens.output * output * (isStopped ? CANCEL_FACTOR : 1);
  const notes: LibrechatFigure["librechat_notes"] = [];
  if (librechatRatesUsd === null) notes.push("default_rate");
  if (isStopped) notes.push("cancel_surcharge");
  return {
    librechat_cost_usd: Number((microUsd / 1_000_000).toFixed(12)),
    ...(notes.length > 0 && { librechat_notes: notes }),
  };
}
