import type { PriceFeedId, PriceSourceList } from "@voygent/contracts";
import { type Db, type PriceRunSourceRow, selectLastPriceRunSource, selectPriceSources } from "@voygent/db";

import type { PricingBindings } from "../../pricing-bindings.ts";
import { priceSourceUrl } from "../../sources/price-sources.ts";
import { describeRunSource } from "./describe-run.ts";

type Listed = PriceSourceList["data"][number];

/** The lists in the order in which a rate is looked for. OpenRouter's is asked for its own calls alone. */
const PRECEDENCE: readonly { source: PriceFeedId; role: Listed["role"] }[] = [
  { source: "openrouter", role: "rates" },
  { source: "genai-prices", role: "rates" },
  { source: "litellm", role: "rates" },
  { source: "llm-prices", role: "cross-check" },
];

function statusOf(lastRun: PriceRunSourceRow | undefined, isRead: boolean): Listed["status"] {
  if (lastRun?.status === "failed" || lastRun?.status === "rejected") return lastRun.status;
  return isRead ? "ok" : "never_read";
}

/** The price lists, what was last seen there, and the last run of each that brought something or failed. */
export async function listPriceSources(env: PricingBindings, db: Db): Promise<PriceSourceList> {
  const rows = new Map((await selectPriceSources(db)).map((row) => [row.id, row]));
  const data = PRECEDENCE.map(async ({ source, role }, index): Promise<Listed> => {
    const row = rows.get(source);
    const [lastRun] = await selectLastPriceRunSource(db, source);
    return {
      source,
      role,
      // Own rates are the first.
      precedence: index + 2,
      url: priceSourceUrl(env, source),
      status: statusOf(lastRun, row !== undefined),
      models: row?.modelCount ?? 0,
      fetched_at:
        row?.fetchedAtMs === undefined || row.fetchedAtMs === null ? null : new Date(row.fetchedAtMs).toISOString(),
      last_run:
        lastRun === undefined
          ? null
          : {
              ...describeRunSource(lastRun),
              run_id: lastRun.runId,
              started_at: new Date(lastRun.startedAtMs).toISOString(),
            },
    };
  });
  return { data: await Promise.all(data) };
}
