import { describeRate, type OverrideList, type OverrideRequest, type Rate } from "@voygent/contracts";
import { findListed } from "@voygent/cost";
import {
  type Db,
  OPEN_MS,
  type PriceModelRow,
  type PriceRateRow,
  selectCurrentModelRates,
  selectCurrentPriceRates,
  upsertPriceModels,
  upsertPriceProviders,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import type { PricingContext } from "../../pricing-bindings.ts";
import { canonicalProvider } from "../book/canonical-provider.ts";
import { changePrices } from "./change-prices.ts";
import { checkOwnPrices } from "./check-own-prices.ts";
import { holdsAt } from "./own-periods.ts";
import { ownRateEntry } from "./own-rate-entry.ts";
import { defaultStart, endOwnRates, setOwnRate } from "./own-schedule.ts";
import { storedGroups } from "../sync/price-groups.ts";
import { readPriceBook } from "../book/read-price-book.ts";
import { replacementRates, replaceRates } from "./replacement-rates.ts";

/** Who sells which model, as the caller names them. */
export type OwnModel = { provider: string; model: string };

const SOURCE = "override";

const invalid = (path: string, message: string) =>
  new AppError("invalid_input", "some fields are not valid", { fields: [{ path, message }] });

function modelRow({ provider, model }: OwnModel, nowMs: number): PriceModelRow {
  return {
    source: SOURCE,
    provider,
    model,
    position: 0,
    name: model,
    sourceKey: model,
    match: null,
    aliases: "[]",
    recordedAtMs: nowMs,
    firstSeenAtMs: nowMs,
    lastSeenAtMs: nowMs,
  };
}

/** An own rate has the name that it was set for. */
const describeOwn = (row: PriceRateRow): Rate =>
  describeRate({ ...row, name: row.model, sourceKey: row.model, lastSeenAtMs: row.recordedAtMs });

const subjectOf = ({ provider, model }: OwnModel) => `${provider}/${model}`;

/** The own rates that are not ended, by model, tier and date, past and future ones too. `in_use` is their time alone. */
export async function listOverrides(db: Db, nowMs: number): Promise<OverrideList> {
  const rows = await selectCurrentPriceRates(db, SOURCE);
  return { data: rows.map((row) => ({ ...describeOwn(row), in_use: holdsAt(row, nowMs) })) };
}

/** Sets own rates of a model and tier. Returns the rate that was set. */
export async function setOverride(c: PricingContext, named: OwnModel, wanted: OverrideRequest): Promise<Rate> {
  const entry = ownRateEntry(wanted);
  return await changePrices(c, async (db, nowMs) => {
    const book = await readPriceBook(db, nowMs);
    const provider = canonicalProvider(book, named.provider);
    const own = { provider, model: named.model.trim() };
    const listed = findListed(book, provider, own.model)?.rate(nowMs) ?? null;
    checkOwnPrices(wanted, listed);
    const serviceTier = wanted.service_tier ?? "standard";
    const rows = (await selectCurrentModelRates(db, { source: SOURCE, ...own })).filter(
      (row) => row.serviceTier === serviceTier,
    );
    const groups = storedGroups(rows);
    const from = wanted.effective_from;
    const fromMs =
      from === undefined ? defaultStart(groups, entry, { nowMs, isListed: listed !== null }) : Date.parse(from);
    const toMs = wanted.effective_to ? Date.parse(wanted.effective_to) : OPEN_MS;
    if (toMs <= fromMs) throw invalid("effective_to", "must be after effective_from");
    const changed = await replacementRates(rows, setOwnRate(groups, { fromMs, toMs, entry }), {
      source: SOURCE,
      ...own,
      serviceTier,
      nowMs,
    });
    const isWanted = ({ effectiveFromMs, windowStartMinute, windowEndMinute, weekdays }: PriceRateRow) =>
      effectiveFromMs === fromMs && [windowStartMinute, windowEndMinute, weekdays].join() === entry.window.join();
    const row = changed.next.find(isWanted);
    if (row === undefined) throw new TypeError("the rate that was set is not among the own rates");
    const answer = describeOwn(row);
    const { prices, is_free, daily_window, effective_from, effective_to } = answer;
    const note = wanted.note ?? null;
    return {
      statements: [
        upsertPriceProviders(db, [
          { source: SOURCE, provider, position: 0, name: provider, rules: "{}", recordedAtMs: nowMs },
        ]),
        upsertPriceModels(db, [modelRow(own, nowMs)]),
        ...replaceRates(db, changed, nowMs),
      ],
      told: {
        action: "price.override_set",
        subject: subjectOf(own),
        detail: { service_tier: serviceTier, prices, is_free, daily_window, effective_from, effective_to, note },
      },
      answer,
    };
  });
}

/**
 * Ends the own rates of a model, of every tier, at an instant: until then they hold. What begins then or later is taken back
 * as if it had never been said.
 * @throws AppError `not_found` when the model has none then or later
 */
export async function endOverride(c: PricingContext, named: OwnModel, at: string | undefined): Promise<void> {
  await changePrices(c, async (db, nowMs) => {
    const provider = canonicalProvider(await readPriceBook(db, nowMs), named.provider);
    const own = { provider, model: named.model.trim() };
    const atMs = at === undefined ? nowMs : Date.parse(at);
    const rows = await selectCurrentModelRates(db, { source: SOURCE, ...own });
    if (!rows.some((row) => row.effectiveToMs > atMs)) {
      throw new AppError("not_found", "this model has no own rates then or later");
    }
    const byTier = [...Map.groupBy(rows, (row) => row.serviceTier)];
    const ended = rows
      .filter((row) => row.effectiveToMs > atMs)
      .map((row) => {
        const { service_tier, prices, effective_from } = describeOwn(row);
        return { service_tier, prices, effective_from };
      });
    const changed = await Promise.all(
      byTier.map(([serviceTier, tierRows]) =>
        replacementRates(tierRows, endOwnRates(storedGroups(tierRows), atMs), {
          source: SOURCE,
          ...own,
          serviceTier,
          nowMs,
        }),
      ),
    );
    return {
      statements: changed.flatMap((tierRows) => replaceRates(db, tierRows, nowMs)),
      told: {
        action: "price.override_ended",
        subject: subjectOf(own),
        detail: { at: new Date(atMs).toISOString(), ended },
      },
      answer: undefined,
    };
  });
}
