import { OPEN_MS } from "@voygent/db";
import * as z from "zod";

import type { ListedModel, PriceList, PriceSource, SkipReason } from "../price-list.ts";
import { PriceListRejected } from "../price-list-rejected.ts";
import { ListNotes } from "./list-notes.ts";
import { ListedName } from "./listed-name.ts";
import { RateDraft } from "./rate-draft.ts";
import { readAmount } from "./read-amount.ts";

const PROVIDER = "openrouter";
const MAX_MODELS = 20_000;

/** OpenRouter's price keys, per token, picture token, request or search, and our units. */
const UNITS = new Map([
  ["prompt", "input"],
  ["completion", "output"],
  ["request", "requests"],
  ["input_cache_read", "cache_read"],
  ["input_cache_write", "cache_write"],
  ["input_cache_write_1h", "cache_write_1h"],
  ["image", "input_image"],
  ["image_output", "output_image"],
  ["audio", "input_audio"],
  ["audio_output", "output_audio"],
  ["input_audio_cache", "cache_read_audio"],
  ["internal_reasoning", "reasoning"],
  ["web_search", "web_searches"],
]);

const Override = z.looseObject({ min_prompt_tokens: z.int().min(1).max(1_000_000_000) });
const Model = z.object({
  id: ListedName,
  name: z.string().min(1).max(256).nullish(),
  canonical_slug: ListedName.nullish(),
  alias_target: z.unknown().optional(),
  expiration_date: z.iso.date().nullish(),
  pricing: z.looseObject({ overrides: z.array(Override).max(20).optional() }),
});
type Model = z.infer<typeof Model>;

const List = z.object({ data: z.array(z.unknown()).max(MAX_MODELS) });

/** The price of a router that sends the call to a model of its choice. */
const isDynamic = (price: unknown) => Number(price) === -1;

const isZero = (price: unknown) => price === undefined || Number(price) === 0;

function readPrices(model: Model, notes: ListNotes): RateDraft | SkipReason {
  const { overrides = [], ...prices } = model.pricing;
  const draft = new RateDraft();
  for (const [key, value] of Object.entries(prices)) {
    const unit = UNITS.get(key);
    const amount = readAmount(value);
    if (unit === undefined) notes.unknownKey(key, model.id);
    else if ("picoUsd" in amount) draft.addBase(unit, amount.picoUsd);
    else if (amount.reason === "negative") return "negative";
    else {
      draft.addGap(unit, 0);
      if (amount.reason !== "zero_unknown") notes.skip(`${model.id}: ${key}`, amount.reason);
    }
  }
  for (const { min_prompt_tokens: above, ...tier } of overrides) {
    for (const [key, value] of Object.entries(tier)) {
      const unit = UNITS.get(key);
      const amount = readAmount(value);
      if (unit === undefined) {
        notes.unknownKey(`overrides.${key}`, model.id);
        continue;
      }
      if ("reason" in amount) draft.addGap(unit, above);
      const reason = "reason" in amount ? amount.reason : draft.add(unit, { above, inclusive: false, ...amount });
      if (reason !== null) notes.skip(`${model.id}: overrides.${key}`, reason);
    }
  }
  for (const unit of draft.unitsWithoutBase()) notes.skip(`${model.id}: ${unit}`, "tier_without_base");
  return draft;
}

function readModel(model: Model, notes: ListNotes): ListedModel | SkipReason {
  const { prompt, completion } = model.pricing;
  if (model.alias_target !== undefined && model.alias_target !== null) return "moving_alias";
  if (model.id.startsWith("~")) return "moving_alias";
  if (isDynamic(prompt) || isDynamic(completion)) return "dynamic";
  const isFree = model.id.endsWith(":free");
  if (!isFree && isZero(prompt) && isZero(completion)) return "zero_unknown";
  const draft = isFree ? new RateDraft() : readPrices(model, notes);
  if (typeof draft === "string") return draft;
  if (!isFree && !(draft.has("input") && draft.has("output"))) return "missing_price";
  const effectiveToMs = model.expiration_date ? Date.parse(model.expiration_date) : OPEN_MS;
  const when = { effectiveFromMs: 0, effectiveToMs, window: null };
  return {
    model: model.id,
    name: model.name ?? model.id,
    sourceKey: model.id,
    match: null,
    aliases: [],
    rates: [{ serviceTier: "standard", ...when, isFree, flags: [], rates: draft.rates(), gaps: draft.gaps }],
  };
}

/** The names that answers give to exactly one model at a price; a free twin shares them and never takes them. */
function addAliases(models: Map<string, ListedModel>, slugs: Map<string, string>): void {
  const owners = Map.groupBy(
    [...slugs].filter(([id, slug]) => !id.endsWith(":free") && id !== slug && !models.has(slug)),
    ([, slug]) => slug,
  );
  for (const [slug, [owner, ...others]] of owners) {
    const model = owner === undefined ? undefined : models.get(owner[0]);
    if (model !== undefined && others.length === 0) model.aliases.push(slug);
  }
}

/**
 * Takes OpenRouter's list of models (`/api/v1/models`) into our terms, one rate each, all of the provider `openrouter`. Its
 * prices are decimal texts per token; only an id that ends in `:free` is free.
 * @throws PriceListRejected when it is not such a list, or when too much of it cannot be read
 */
export function readOpenrouter(value: unknown): PriceList {
  const parsed = List.safeParse(value);
  if (!parsed.success) throw new PriceListRejected("not an OpenRouter list: expected a list of models in `data`");
  const notes = new ListNotes();
  const models = new Map<string, ListedModel>();
  const slugs = new Map<string, string>();
  for (const [index, entry] of parsed.data.data.entries()) {
    const model = Model.safeParse(entry);
    if (!model.success) notes.skip(`data.${index}`, "not_a_model");
    else if (models.has(model.data.id)) notes.skip(model.data.id, "ambiguous");
    else {
      const listed = readModel(model.data, notes);
      if (typeof listed === "string") notes.skip(model.data.id, listed);
      else {
        models.set(listed.model, listed);
        if (model.data.canonical_slug) slugs.set(listed.model, model.data.canonical_slug);
      }
    }
  }
  addAliases(models, slugs);
  return notes.listOf([{ provider: PROVIDER, name: "OpenRouter", rules: {}, models: [...models.values()] }]);
}

/** OpenRouter's own list, for what is bought there and for nothing else. */
export const openrouter: PriceSource = { id: "openrouter", version: 1, read: readOpenrouter };
