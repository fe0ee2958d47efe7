import type { AliasRequest, PriceAlias, PriceAliasList } from "@voygent/contracts";
import { type ResolvedRate, resolveRate } from "@voygent/cost";
import {
  type Db,
  insertPriceAlias,
  OPEN_MS,
  type PriceAliasRow,
  selectPriceAliases,
  supersedePriceAliases,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";
import { canonicalProvider } from "../book/canonical-provider.ts";
import { changePrices } from "./change-prices.ts";
import { readPriceBook } from "../book/read-price-book.ts";

const describe = (row: PriceAliasRow): PriceAlias => ({
  id: row.id,
  provider: row.provider,
  alias: row.alias,
  target: { provider: row.targetProvider, model: row.targetModel },
  recorded_at: new Date(row.recordedAtMs).toISOString(),
});

const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

async function currentOf(db: Db, provider: string, alias: string): Promise<PriceAliasRow[]> {
  const rows = await selectPriceAliases(db);
  return rows.filter((row) => row.provider === provider && sameName(row.alias, alias));
}

/** A name may stand for a model that has a price, now or at another time, and not for another own name. */
function checkTarget(resolved: ResolvedRate): void {
  if (resolved.status === "priced" && resolved.matchedBy !== "alias") return;
  if (resolved.status === "unpriced" && resolved.reason === "no_rate_at_that_time") return;
  const found = resolved.status === "priced" ? "this is an own name, too" : resolved.reason.replaceAll("_", " ");
  throw new AppError("invalid_input", "some fields are not valid", {
    fields: [{ path: "model", message: `expected a model with a price: ${found}` }],
  });
}

/** The own names in use. */
export async function listAliases(db: Db): Promise<PriceAliasList> {
  return { data: (await selectPriceAliases(db)).map(describe) };
}

/**
 * Lets an own name at a provider stand for a model, for every date.
 * @throws AppError `invalid_input` when the model has no price, now or ever
 */
export async function setAlias(
  c: PricingContext,
  name: { provider: string; alias: string },
  wanted: AliasRequest,
): Promise<PriceAlias> {
  return await changePrices(c, async (db, nowMs) => {
    const book = await readPriceBook(db, nowMs);
    const provider = canonicalProvider(book, name.provider);
    const target = { provider: canonicalProvider(book, wanted.provider ?? provider), model: wanted.model };
    checkTarget(resolveRate(book, { ...target, atMs: nowMs }));
    const row: PriceAliasRow = {
      id: crypto.randomUUID(),
      provider,
      alias: name.alias.trim(),
      targetProvider: target.provider,
      targetModel: target.model,
      recordedAtMs: nowMs,
      supersededAtMs: OPEN_MS,
    };
    const ids = (await currentOf(db, provider, name.alias)).map(({ id }) => id);
    return {
      statements: [...(ids.length > 0 ? [supersedePriceAliases(db, ids, nowMs)] : []), insertPriceAlias(db, row)],
      told: { action: "price.alias_set", subject: `${provider}/${row.alias}`, detail: target },
      answer: describe(row),
    };
  });
}

/**
 * Forgets an own name.
 * @throws AppError `not_found` when it is not in use
 */
export async function endAlias(c: PricingContext, name: { provider: string; alias: string }): Promise<void> {
  await changePrices(c, async (db, nowMs) => {
    const provider = canonicalProvider(await readPriceBook(db, nowMs), name.provider);
    const current = await currentOf(db, provider, name.alias);
    const [ended] = current;
    if (ended === undefined) throw new AppError("not_found", "this name is not in use at this provider");
    const ids = current.map(({ id }) => id);
    return {
      statements: [supersedePriceAliases(db, ids, nowMs)],
      told: {
        action: "price.alias_ended",
        subject: `${provider}/${ended.alias}`,
        detail: { ...describe(ended).target },
      },
      answer: undefined,
    };
  });
}
