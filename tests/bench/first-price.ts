import { readFileSync } from "node:fs";

import { normalizeTokens } from "../../packages/cost/src/normalize-tokens.ts";
import { parsePriceBook } from "../../packages/cost/src/parse-price-book.ts";
import { priceUsage } from "../../packages/cost/src/price-usage.ts";

/** The CPU time before the first line of the bundle ran; the bundle defines it. */
declare const startedCpu: NodeJS.CpuUsage;

const msOf = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1_000;

const beforeReading = process.cpuUsage();
const text = readFileSync(process.argv[2] ?? "", "utf8");
const readMs = msOf(process.cpuUsage(beforeReading));

const [, , , provider = "", model = ""] = process.argv;
const { aiTokensCostNanoUsd } = priceUsage(parsePriceBook(text), {
  provider,
  model,
  serviceTier: "",
  type: "chat",
  atMs: Date.now(),
  tokens: normalizeTokens({ input: 1_000, output: 200 }, { usage: "inclusive", reasoning: "included" }).tokens,
  isCounted: true,
  units: { web_searches: 0, requests: 0 },
  resources: { rowsRead: 10, rowsWritten: 2, apiCalls: 1, cpuMs: 5 },
  reportedCostNanoUsd: null,
});
if (aiTokensCostNanoUsd === null) throw new Error(`${provider}/${model} has no price`);
process.stdout.write(String(msOf(process.cpuUsage(startedCpu)) - readMs));
