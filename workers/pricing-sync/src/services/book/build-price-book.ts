import type { BookContent, BookModelContent, BookProviderContent, StoredRate } from "@voygent/cost";
import { OPEN_MS, type PriceProviderRow } from "@voygent/db";

import { StoredRules } from "../../stored-json.ts";
import { BookDraft } from "./book-draft.ts";
import { bookModel, type SourceModel, sourceModels } from "./book-models.ts";
import { ratesWithin } from "./book-rates.ts";
import { type DefaultList, defaultList } from "../sync/default-list.ts";
import { placeLitellmModel } from "./place-litellm-model.ts";
import { SharedTiers } from "./shared-tiers.ts";
import type { PriceState, StoredList } from "../sync/price-state.ts";

/** The providers of the default list with its models, each with the one lane of that list. */
export function defaultProviders(list: StoredList): BookProviderContent[] {
  const models = Map.groupBy(sourceModels(list), ({ row }) => row.provider);
  return list.providers
    .toSorted((a, b) => a.position - b.position)
    .map(({ provider, rules }: PriceProviderRow) => ({
      id: provider,
      rules: StoredRules.parse(JSON.parse(rules)),
      models: (models.get(provider) ?? []).map(bookModel),
    }));
}

/** OpenRouter's prices hold from when they were first seen; before that, and where it has none, the default list's do. */
function addOpenrouter(draft: BookDraft, models: SourceModel[], list: DefaultList, sinceMs: number): void {
  for (const model of models) {
    const { provider, model: id } = model.row;
    const found = list.find(provider, id);
    const known = draft.entry(provider, id);
    const lane =
      found === null ? model.rates : ratesWithin(model.rates, { effectiveFromMs: sinceMs, effectiveToMs: OPEN_MS });
    if (known !== undefined) {
      known.lanes.unshift(lane);
      known.aliases.push(...bookModel(model).aliases);
    } else draft.add(provider, { ...bookModel(model), lanes: found === null ? [lane] : [lane, found.rates] });
  }
}

function addLitellm(draft: BookDraft, models: SourceModel[], list: DefaultList): void {
  const shared = new SharedTiers();
  for (const model of models) {
    const { provider, model: id } = model.row;
    const placed = placeLitellmModel(model, list);
    if (placed === null) continue;
    const known = draft.entry(provider, id);
    if ("tiersOf" in placed && placed.tiersOf !== null) shared.note(placed.tiersOf, placed.entry.lanes[0] ?? []);
    if ("entry" in placed) draft.add(provider, placed.entry);
    else if (placed.isFirst) known?.lanes.unshift(placed.lane);
    else known?.lanes.push(placed.lane);
  }
  shared.addTo(draft);
}

/** A past price that only the cross-check list knows: where ours of that time has no date and is another one. */
function seeds({ row, rates }: SourceModel, list: DefaultList): StoredRate[] {
  return rates.filter(({ effectiveToMs, rates: prices }) => {
    if (effectiveToMs === OPEN_MS) return false;
    const ours = list.find(row.provider, row.model)?.rateAt(effectiveToMs - 1);
    if (!ours || ours.effectiveFromMs !== 0) return false;
    return (["input", "output"] as const).some((unit) => {
      const price = ours.prices[unit];
      return prices[unit]?.[0]?.rate_pico_usd !== (typeof price === "object" ? price.base : price);
    });
  });
}

function addSeeds(draft: BookDraft, models: SourceModel[], list: DefaultList): void {
  for (const model of models) {
    const lane = seeds(model, list).map((rate) => ({ ...rate, flags: [...rate.flags, "rate_history_seed" as const] }));
    const found = lane.length === 0 ? null : list.find(model.row.provider, model.row.model);
    if (found === null) continue;
    draft.entry(model.row.provider, found.model)?.lanes.unshift(lane);
  }
}

function addOverrides(draft: BookDraft, models: SourceModel[]): void {
  for (const model of models.toReversed()) {
    const entry: BookModelContent = { ...bookModel(model), flags: ["override"] };
    if (model.rates.length > 0) draft.addFirst(model.row.provider, entry);
  }
}

const settingsOf = ({ aliases, discounts, services, resources }: PriceState) => ({
  aliases,
  discounts,
  services: services.map(({ picoUsdPerCall, ...row }) => ({ ...row, picoUsdPerCall })),
  resources: resources.map(({ freeTier, ...row }) => ({ ...row, isFreeTier: freeTier === 1 })),
});

/**
 * The price book of all that is stored. Every rate has one source; a model's lanes stand in the order in which they are
 * charged: own rates, OpenRouter (for what is bought there), the default list, LiteLLM.
 */
export function buildPriceBook(state: PriceState, nowMs: number): BookContent {
  const providers = defaultProviders(state.lists["genai-prices"]);
  const list = defaultList(providers);
  const draft = new BookDraft(providers);
  addOpenrouter(draft, sourceModels(state.lists.openrouter), list, state.openrouterSinceMs ?? nowMs);
  addLitellm(draft, sourceModels(state.lists.litellm), list);
  addSeeds(draft, sourceModels(state.lists["llm-prices"]), list);
  addOverrides(draft, sourceModels(state.lists.override));
  return { version: state.revision, providers: draft.providers(), ...settingsOf(state) };
}
