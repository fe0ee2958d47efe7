import { readFileSync } from "node:fs";

import { normalizeTokens } from "../../packages/cost/src/normalize-tokens.ts";
import { parsePriceBook } from "../../packages/cost/src/parse-price-book.ts";
import { priceUsage } from "../../packages/cost/src/price-usage.ts";

/** When the first line of the bundle ran; the bundle defines it. */
declare const startedAtMs: number;

const readAtMs = performance.now();
const text = readFileSync(process.argv[2] ?? "", "utf8");
const readMs = performance.now() - readAtMs;

const [, , , provider = "", model = ""] = process.argv;
const { aiTokensCostNanoUsd } = priceUsage(parsePriceBook(text), {
  provider,
  model,
  serviceTier: "",
  type: "chat",
  atMs: Date.now(),
  tokens: normalizeTokens({ input: 1_000, output: 200 }, { usage: "inclusive", reasoning: "included" }).tokens,
  units: { web_searches: 0, requests: 0 },
  resources: { rowsRead: 10, rowsWritten: 2, apiCalls: 1, cpuMs: 5 },
  reportedCostNanoUsd: null,
});
if (aiTokensCostNanoUsd === null) throw new Error(`${provider}/${model} has no price`);
process.stdout.write(String(performance.now() - startedAtMs - readMs));
