import type { PriceFlag, ServiceTier } from "@voygent/contracts";
import { OPEN_MS } from "@voygent/db";
import * as z from "zod";

import type { ListedModel, ListedProvider, ListedRate, PriceList, PriceSource, SkipReason } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { sayingMost } from "./agreeing-keys.ts";
import { ListNotes } from "./list-notes.ts";
import { ListedName } from "./listed-name.ts";
import { isPriceKey, readLitellmField } from "./litellm-fields.ts";
import { litellmModel, litellmProvider } from "./litellm-names.ts";
import { RateDraft } from "./rate-draft.ts";
import { readAmount } from "./read-amount.ts";

const MAX_KEYS = 20_000;

const Entry = z.looseObject({ litellm_provider: ListedName, mode: z.string().max(64).optional() });
type Entry = z.infer<typeof Entry>;

const TieredPricing = z
  .array(z.looseObject({ range: z.tuple([z.int().min(0).max(1_000_000_000), z.number()]) }))
  .min(1)
  .max(20);
const SearchPrices = z.looseObject({ search_context_size_medium: z.unknown() });

/** Keys that are explanations of the list for its readers. */
const NOT_MODELS = new Set(["sample_spec", "fallback_generalizations"]);

/** Another spelling of a price that the entry has as well. */
const REPEATED_KEYS = new Set(["input_cost_per_token_cache_hit"]);

/** What is billed per token in and out: one price alone is half a price. */
const CONVERSATIONS = new Set(["chat", "completion", "responses", "realtime"]);

/** xAI's own pages say "from 200k on" where LiteLLM has a threshold only. */
const INCLUSIVE_PROVIDERS = new Set(["x-ai"]);

type Draft = { tiers: Map<ServiceTier, RateDraft>; flags: Set<PriceFlag>; isNegative: boolean };

class EntryReader {
  readonly #draft: Draft = { tiers: new Map([["standard", new RateDraft()]]), flags: new Set(), isNegative: false };
  readonly #key: string;
  readonly #isInclusive: boolean;
  readonly #notes: ListNotes;

  constructor(key: string, provider: string, notes: ListNotes) {
    this.#key = key;
    this.#isInclusive = INCLUSIVE_PROVIDERS.has(provider);
    this.#notes = notes;
  }

  read(entry: Entry): Draft {
    for (const [name, value] of Object.entries(entry)) {
      if (!isPriceKey(name) || REPEATED_KEYS.has(name)) continue;
      if (name === "tiered_pricing") this.#readTieredPricing(value);
      else if (name === "search_context_cost_per_query") this.#readSearches(value);
      else this.#readPrice(name, value, null);
    }
    for (const draft of this.#draft.tiers.values()) {
      for (const unit of draft.unitsWithoutBase()) this.#skip(unit, "tier_without_base");
    }
    return this.#draft;
  }

  #skip(part: string, reason: SkipReason): void {
    if (reason === "negative") this.#draft.isNegative = true;
    else this.#notes.skip(`${this.#key}: ${part}`, reason);
  }

  #readPrice(name: string, value: unknown, rangeStart: number | null): void {
    const field = readLitellmField(name);
    if (field === null) return this.#notes.unknownKey(name, this.#key);
    const amount = readAmount(value);
    const draft = this.#draft.tiers.get(field.tier) ?? new RateDraft();
    this.#draft.tiers.set(field.tier, draft);
    const above = rangeStart ?? field.above ?? 0;
    if ("reason" in amount) {
      draft.addGap(field.unit, above);
      return this.#skip(name, amount.reason);
    }
    const inclusive = above === 0 || this.#isInclusive;
    const reason = draft.add(field.unit, { above, inclusive, picoUsd: amount.picoUsd });
    if (reason !== null) this.#skip(name, reason);
  }

  #readTieredPricing(value: unknown): void {
    const ranges = TieredPricing.safeParse(value);
    if (!ranges.success) return this.#skip("tiered_pricing", "not_expressible");
    for (const { range, ...prices } of ranges.data) {
      for (const [name, price] of Object.entries(prices)) {
        if (isPriceKey(name) && !REPEATED_KEYS.has(name)) this.#readPrice(name, price, range[0]);
      }
    }
  }

  #readSearches(value: unknown): void {
    const searches = SearchPrices.safeParse(value);
    if (!searches.success) return this.#skip("search_context_cost_per_query", "not_expressible");
    const amount = readAmount(searches.data.search_context_size_medium);
    if ("reason" in amount) {
      this.#draft.tiers.get("standard")?.addGap("web_searches", 0);
      return this.#skip("search_context_cost_per_query", amount.reason);
    }
    this.#draft.tiers.get("standard")?.addBase("web_searches", amount.picoUsd);
    const sizes = Object.entries(searches.data).filter(([name]) => name.startsWith("search_context_size_"));
    if (new Set(sizes.map(([, price]) => price)).size > 1) this.#draft.flags.add("search_size_assumed");
  }
}

/** What a call may have and a conversation must have; other models have no output to charge for. */
const INDISPENSABLE = new Set(["input", "output"]);

function listedRate(
  serviceTier: ServiceTier,
  draft: RateDraft,
  { flags, needed }: { flags: PriceFlag[]; needed: string[] },
): ListedRate {
  const gaps = draft.gaps.filter(({ unit }) => needed.includes(unit) || !INDISPENSABLE.has(unit));
  const always = { effectiveFromMs: 0, effectiveToMs: OPEN_MS, window: null };
  return { serviceTier, ...always, isFree: false, flags, rates: draft.rates(), gaps };
}

/** Why the standard prices of an entry do not price a call, null when they do. */
function unusable(draft: Draft, entry: Entry): SkipReason | null {
  const standard = draft.tiers.get("standard");
  if (draft.isNegative) return "negative";
  if (!["input", "output", "requests"].some((unit) => standard?.has(unit))) return "no_token_price";
  const isConversation = CONVERSATIONS.has(entry.mode ?? "");
  return isConversation && !(standard?.has("input") && standard.has("output")) ? "missing_price" : null;
}

function readModel(key: string, entry: Entry, provider: string, notes: ListNotes): ListedModel | null {
  const model = litellmModel(key, entry.litellm_provider, provider);
  if (!ListedName.safeParse(model).success) {
    notes.skip(key, "not_a_model");
    return null;
  }
  const draft = new EntryReader(key, provider, notes).read(entry);
  const reason = unusable(draft, entry);
  if (reason !== null) {
    notes.skip(key, reason);
    return null;
  }
  const needed = CONVERSATIONS.has(entry.mode ?? "") ? ["input", "output"] : ["input"];
  const rates: ListedRate[] = [];
  for (const [tier, prices] of draft.tiers) {
    const isTold = (unit: string) =>
      prices.has(unit) || prices.gaps.some((gap) => gap.unit === unit && gap.above === 0);
    if (tier === "standard" || needed.every(isTold))
      rates.push(listedRate(tier, prices, { flags: [...draft.flags], needed }));
    else if (Object.keys(prices.rates()).length > 0) notes.skip(`${key}: ${tier}`, "missing_price");
  }
  return { model, name: model, sourceKey: key, match: null, aliases: [], rates };
}

/**
 * Where a key without a prefix is the seller's own id and a prefix only says how it is called. Elsewhere it is another service
 * with prices of its own: Google's keys without one are Vertex AI's.
 */
const WITH_OWN_IDS = new Set(["aws"]);

/** The entry whose key is the seller's own id: it goes before what is told of the same model as called through something. */
function oneByOwnId(models: ListedModel[], provider: string): ReturnType<typeof sayingMost> {
  if (!WITH_OWN_IDS.has(provider)) return null;
  const found = sayingMost(models.filter(({ sourceKey, model }) => sourceKey.toLowerCase() === model.toLowerCase()));
  if (found === null) return null;
  const rates = found.model.rates.map((rate) => ({ ...rate, flags: [...rate.flags, "source_conflict" as const] }));
  return { ...found, model: { ...found.model, rates } };
}

/** Entries that come to the same id: the one of them that says most, without what is disputed; none where the standard rate is. */
function oneOf(models: ListedModel[], provider: string, notes: ListNotes): ListedModel[] {
  const [first] = models;
  if (first === undefined) return [];
  const agreed = sayingMost(models);
  const found = agreed ?? oneByOwnId(models, provider);
  const skip = (part: string) => notes.skip(`${provider}/${first.model}: ${part}`, "ambiguous");
  if (agreed === null) {
    for (const { sourceKey } of models) if (sourceKey !== found?.model.sourceKey) skip(sourceKey);
  }
  if (found === null) return [];
  for (const tier of found.disputed) skip(tier);
  return [{ ...found.model, model: first.model, name: first.name }];
}

function readEntries(entries: [string, unknown][], notes: ListNotes): Map<string, ListedModel[]> {
  const byProvider = new Map<string, ListedModel[]>();
  for (const [key, value] of entries) {
    const entry = Entry.safeParse(value);
    if (NOT_MODELS.has(key) || !entry.success) notes.skip(key, "not_a_model");
    else if (entry.data.litellm_provider === "openrouter") notes.skip(key, "other_list");
    else {
      const provider = litellmProvider(entry.data.litellm_provider.toLowerCase());
      const model = readModel(key, entry.data, provider, notes);
      const models = byProvider.get(provider) ?? [];
      byProvider.set(provider, models);
      if (model !== null) models.push(model);
    }
  }
  return byProvider;
}

/**
 * Takes LiteLLM's list of models (`model_prices_and_context_window.json`) into our terms: one standard rate per model and one
 * for each service tier that has its own price. Sellers get the names that genai-prices gives them.
 * @throws PriceListRejected when it is not such a list, or when too much of it cannot be read
 */
export function readLitellm(value: unknown): PriceList {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PriceListRejected("not a LiteLLM list: expected an object of models");
  }
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length > MAX_KEYS) throw new PriceListRejected(`not a LiteLLM list: more than ${MAX_KEYS} models`);
  const notes = new ListNotes();
  const providers = [...readEntries(entries, notes)].map(([provider, models]): ListedProvider => {
    const byId = Map.groupBy(models, ({ model }) => model.toLowerCase());
    return {
      provider,
      name: provider,
      rules: {},
      models: [...byId.values()].flatMap((same) => oneOf(same, provider, notes)),
    };
  });
  return notes.listOf(providers.filter(({ models }) => models.length > 0));
}

/** LiteLLM's list: models that genai-prices lacks, and the only rates by service tier. */
export const litellm: PriceSource = { id: "litellm", version: 3, read: readLitellm };
