import type { UnpricedModelList } from "@voygent/contracts";
import { createDb } from "@voygent/db";

import type { PricingBindings } from "../../pricing-bindings.ts";
import { readPriceBook } from "../book/read-price-book.ts";
import { suggestModels } from "./suggest-models.ts";

/** Models that came in and have no price, those of most interactions first, with models that they may be. */
export async function listUnpricedModels(env: PricingBindings, limit: number): Promise<UnpricedModelList> {
  const nowMs = Date.now();
  const { data, total } = await env.TRACKER.listUnpriced(limit);
  const book = await readPriceBook(createDb(env.DB), nowMs);
  return {
    data: data.map((row) => ({
      provider: row.provider,
      model: row.model,
      interactions: row.interactionCount,
      tokens: { input: row.inputTokens, output: row.outputTokens },
      first_seen: new Date(row.firstSeenAtMs).toISOString(),
      last_seen: new Date(row.lastSeenAtMs).toISOString(),
      suggestions: suggestModels(book, row, nowMs),
    })),
    total,
  };
}
