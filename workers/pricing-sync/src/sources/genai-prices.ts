import type { ProviderRules } from "@voygent/cost";

import type { ListedModel, ListedProvider, PriceList, PriceSource, SkipReason } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { correctGenaiHours } from "./genai-corrections.ts";
import { readGenaiExtractors } from "./genai-extractors.ts";
import { ApiPattern, GenaiModel, GenaiPrices, type GenaiProvider, MatchRule } from "./genai-prices-schema.ts";
import { readGenaiRates } from "./genai-rates.ts";
import { ListNotes } from "./list-notes.ts";

function readModel(value: unknown, provider: string, notes: ListNotes): ListedModel | SkipReason {
  const model = GenaiModel.safeParse(value);
  if (!model.success) return "not_a_model";
  const match = MatchRule.safeParse(model.data.match);
  if (!match.success) return "bad_rule";
  const { id, name } = model.data;
  const rates = readGenaiRates(model.data, `${provider}/${id}`, notes);
  if (typeof rates === "string") return rates;
  const corrected = correctGenaiHours(provider, id, rates);
  return { model: id, name: name ?? id, sourceKey: id, match: match.data, aliases: [], rates: corrected };
}

/** What an entry that may be anything calls itself. */
function idOf(value: unknown, index: number): string {
  const { data } = GenaiModel.pick({ id: true }).safeParse(value);
  return data?.id ?? String(index);
}

function readModels(provider: GenaiProvider, notes: ListNotes): ListedModel[] {
  const models = new Map<string, ListedModel>();
  for (const [index, value] of provider.models.entries()) {
    const model = readModel(value, provider.id, notes);
    const path = `${provider.id}/${idOf(value, index)}`;
    if (typeof model === "string") notes.skip(path, model);
    else if (models.has(model.model)) notes.skip(path, "ambiguous");
    else models.set(model.model, model);
  }
  return [...models.values()];
}

function readRules(provider: GenaiProvider, notes: ListNotes): ProviderRules {
  const extractors = readGenaiExtractors(provider.id, provider.extractors ?? [], notes);
  const apiPattern = ApiPattern.safeParse(provider.api_pattern);
  if (provider.api_pattern && !apiPattern.success) notes.skip(`${provider.id}: api_pattern`, "bad_rule");
  return {
    ...(provider.provider_match && { provider_match: provider.provider_match }),
    ...(provider.model_match && { model_match: provider.model_match }),
    ...(provider.api_pattern && apiPattern.success && { api_pattern: apiPattern.data }),
    ...(provider.fallback_model_providers && { fallbacks: provider.fallback_model_providers }),
    ...(extractors.length > 0 && { extractors }),
  };
}

/**
 * Takes the price list of genai-prices (version 2 of its JSON) into our terms. The list is foreign and may be damaged or
 * hostile: everything is checked, prices become whole pico-dollars per unit, a model that cannot be read is left out alone.
 * @throws PriceListRejected when it is not such a list, or when too much of it cannot be read
 */
export function readGenaiPrices(value: unknown): PriceList {
  const parsed = GenaiPrices.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PriceListRejected(`not a genai-prices list: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  const notes = new ListNotes();
  const providers = new Map<string, ListedProvider>();
  for (const provider of parsed.data) {
    if (providers.has(provider.id)) notes.skip(provider.id, "ambiguous");
    else {
      const { id, name } = provider;
      providers.set(id, {
        provider: id,
        name,
        rules: readRules(provider, notes),
        models: readModels(provider, notes),
      });
    }
  }
  return notes.listOf([...providers.values()]);
}

/** The default list: match rules, usage extractors and dated prices. */
export const genaiPrices: PriceSource = { id: "genai-prices", version: 3, read: readGenaiPrices };
