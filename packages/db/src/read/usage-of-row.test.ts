import { describe, it } from "vitest";

import type { EstimatedRow } from "./estimated-row.ts";
import { usageOfRow } from "./usage-of-row.ts";

const ROW: EstimatedRow = {
  id: "i",
  archived: 0,
  costRevision: 0,
  userId: "ada",
  sessionId: "s",
  source: "api",
  environment: "default",
  type: "chat",
  status: "ok",
  provider: "acme",
  model: "m1",
  serviceTier: "batch",
  occurredAtMs: 1_709_542_800_000,
  usage: "{}",
  metadata: null,
  reportedCostNanoUsd: 7,
  aiTokensCostNanoUsd: 1,
  dbOpsCostNanoUsd: 2,
  apiCallsCostNanoUsd: 3,
  computeTimeCostNanoUsd: 4,
  costStatus: "priced",
  priceSource: "override",
  rateId: "r",
  matchedBy: "exact",
  calculationVersion: 1,
  costBasis: null,
  costRunId: null,
};

const usageOf = (usage: object) => usageOfRow({ ...ROW, usage: JSON.stringify(usage) });

describe("the usage of a stored interaction", () => {
  it("says of what, when and by whose word", ({ expect }) => {
    expect(usageOf({})).toMatchObject({
      provider: "acme",
      model: "m1",
      serviceTier: "batch",
      type: "chat",
      atMs: 1_709_542_800_000,
      reportedCostNanoUsd: 7,
    });
  });

  it("is every count that was stored, and 0 for those that were left out", ({ expect }) => {
    const stored = {
      tokens: { input: 1_000, output: 100, cache_read: 400, reasoning: 30 },
      units: { web_searches: 2 },
      other_units: { pages: 3 },
      db: { rows_read: 120 },
      api_calls: 5,
      compute: { cpu_ms: 12 },
    };
    const { tokens, isCounted, units, resources } = usageOf(stored);
    const counted = Object.fromEntries(Object.entries(tokens).filter(([, count]) => count !== 0));
    expect([counted, isCounted]).toEqual([stored.tokens, true]);
    expect(tokens.cache_write).toBe(0);
    expect(units).toEqual({ web_searches: 2, requests: 0, other: { pages: 3 } });
    expect(resources).toEqual({ rowsRead: 120, rowsWritten: 0, apiCalls: 5, cpuMs: 12 });
  });

  it.for([
    ["no count of tokens", {}, false],
    ["counts that are all 0", { tokens: {} }, true],
  ] as const)("tells %s apart", ([, stored, isCounted], { expect }) => {
    const usage = usageOf(stored);
    expect([usage.isCounted, usage.tokens.input, usage.tokens.output]).toEqual([isCounted, 0, 0]);
    expect(usage.units).toEqual({ web_searches: 0, requests: 0 });
  });
});
