import * as fc from "fast-check";
import { describe, it } from "vitest";

import { splitIntoChunks } from "./split-into-chunks.ts";

const COSTS = ["aiTokensCostNanoUsd", "dbOpsCostNanoUsd", "apiCallsCostNanoUsd", "computeTimeCostNanoUsd"] as const;

/** A category of cost, up to a quarter of what one interaction may cost. */
const cost = fc.integer({ min: 0, max: Math.floor(Number.MAX_SAFE_INTEGER / 4) });
const item = fc.record({
  row: fc.record({
    aiTokensCostNanoUsd: fc.option(cost),
    dbOpsCostNanoUsd: cost,
    apiCallsCostNanoUsd: cost,
    computeTimeCostNanoUsd: cost,
  }),
  units: fc.integer({ min: 1, max: 300_000 }),
});

const costing = (aiTokensCostNanoUsd: number) => ({
  row: { aiTokensCostNanoUsd, dbOpsCostNanoUsd: 0, apiCallsCostNanoUsd: 0, computeTimeCostNanoUsd: 0 },
  units: 1,
});

describe("splitIntoChunks", () => {
  it("makes chunks whose costs plain numbers sum exactly, as few as fit, and loses none", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const chunks = splitIntoChunks(items);
        expect(chunks.flat()).toEqual(items);
        for (const chunk of chunks) {
          for (const category of COSTS) {
            const plain = chunk.reduce((sum, { row }) => sum + (row[category] ?? 0), 0);
            const exact = chunk.reduce((sum, { row }) => sum + BigInt(row[category] ?? 0), 0n);
            expect(BigInt(plain)).toBe(exact);
          }
          if (chunk.length > 1) {
            expect(chunk.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(600_000);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keeps what fits together", ({ expect }) => {
    const small = {
      row: { aiTokensCostNanoUsd: null, dbOpsCostNanoUsd: 1, apiCallsCostNanoUsd: 0, computeTimeCostNanoUsd: 0 },
    };
    const items = Array.from({ length: 1_000 }, () => ({ ...small, units: 600 }));
    expect(splitIntoChunks(items)).toHaveLength(1);
    expect(splitIntoChunks([])).toEqual([]);
  });

  it("sums just what one number holds in one chunk, and a nano-dollar more in two", ({ expect }) => {
    expect(splitIntoChunks([costing(Number.MAX_SAFE_INTEGER - 1), costing(1)])).toHaveLength(1);
    expect(splitIntoChunks([costing(Number.MAX_SAFE_INTEGER), costing(1)])).toHaveLength(2);
  });
});
