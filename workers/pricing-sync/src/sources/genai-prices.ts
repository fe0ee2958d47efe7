import type { ProviderRules } from "@voygent/cost";
import * as z from "zod";

import type { ListedModel, ListedProvider, PriceList, PriceSource, SkipReason } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { correctGenaiHours } from "./genai-corrections.ts";
import { readGenaiExtractors } from "./genai-extractors.ts";
import { ApiPattern, GenaiModel, GenaiPrices, GenaiProvider, MatchRule } from "./genai-prices-schema.ts";
import { readGenaiRates } from "./genai-rates.ts";
import { ListNotes } from "./list-notes.ts";
import { ListedProviderId } from "./listed-name.ts";

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

const contentOf = (model: ListedModel | null) => JSON.stringify(model && [model.match, model.rates]);

/** The models of a provider; an id that is told twice must be told alike, or nothing is known of it. */
function readModels(id: string, entries: unknown[], notes: ListNotes): ListedModel[] {
  const read = entries.map((value, index) => {
    const path = `${id}/${idOf(value, index)}`;
    const model = readModel(value, id, notes);
    if (typeof model !== "string") return { path, model };
    notes.skip(path, model);
    return { path, model: null };
  });
  return [...Map.groupBy(read, ({ path }) => path.toLowerCase())].flatMap(([, [first, ...others]]) => {
    if (first === undefined || first.model === null) return [];
    if (others.every(({ model }) => contentOf(model) === contentOf(first.model))) return [first.model];
    notes.skip(first.path, "ambiguous");
    return [];
  });
}

function readRules(provider: GenaiProvider, notes: ListNotes): ProviderRules {
  const extractors = readGenaiExtractors(provider.id, provider.extractors, notes);
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

const rulesText = (provider: GenaiProvider) => JSON.stringify({ ...provider, models: [] });

function rejected([issue]: z.core.$ZodIssue[], ...place: number[]): PriceListRejected {
  const path = [...place, ...(issue?.path ?? [])].join(".");
  return new PriceListRejected(`not a genai-prices list: ${path}: ${issue?.message ?? ""}`);
}

/** Whether a provider is left out alone: it has a name, and one that no call can give. */
function isUnaskable(value: unknown): boolean {
  const named = z.object({ id: z.string() }).safeParse(value);
  return named.success && !ListedProviderId.safeParse(named.data.id).success;
}

/**
 * The providers of the list, each id with all that has it, in its order.
 * @throws PriceListRejected when one of them cannot be read
 */
function readProviders(entries: unknown[], notes: ListNotes): [id: string, same: GenaiProvider[]][] {
  const providers = entries.flatMap((value, index) => {
    const parsed = GenaiProvider.safeParse(value);
    if (parsed.success) return [parsed.data];
    if (!isUnaskable(value)) throw rejected(parsed.error.issues, index);
    notes.skip(String(index), "not_a_model");
    return [];
  });
  return [...Map.groupBy(providers, ({ id }) => id)];
}

/**
 * Takes the price list of genai-prices (version 2 of its JSON) into our terms. The list is foreign and may be damaged or
 * hostile: everything is checked, prices become whole pico-dollars per unit, a model that cannot be read is left out alone.
 * @throws PriceListRejected when it is not such a list, or when too much of it cannot be read
 */
export function readGenaiPrices(value: unknown): PriceList {
  const parsed = GenaiPrices.safeParse(value);
  if (!parsed.success) throw rejected(parsed.error.issues);
  const notes = new ListNotes();
  const providers = readProviders(parsed.data, notes).flatMap(([id, same]): ListedProvider[] => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    if (others.some((other) => rulesText(other) !== rulesText(first))) notes.skip(id, "ambiguous");
    const entries = same.flatMap(({ models }) => models);
    return [{ provider: id, name: first.name, rules: readRules(first, notes), models: readModels(id, entries, notes) }];
  });
  return notes.listOf(providers);
}

/** The default list: match rules, usage extractors and dated prices. */
export const genaiPrices: PriceSource = { id: "genai-prices", version: 3, read: readGenaiPrices };
