import { findProvider } from "./find-provider.ts";
import { normalizeModelId } from "./normalize-model-id.ts";
import type { BookModel, BookProvider, BookRate, Catalog, FoundModel, MatchedBy, PriceBook } from "./price-book.ts";
import { stripDateSuffix } from "./strip-date-suffix.ts";

/** The rate that a call gets and how its model was found, or that no rate is known. */
export type ResolvedRate = { status: "priced"; matchedBy: MatchedBy; rate: BookRate } | { status: "unpriced" };

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE;
const MAX_REMEMBERED = 4_096;

/** A compact date that a price list may write with dashes. */
const COMPACT_DATE = /-(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g;

function findById(catalog: Catalog, id: string): BookModel | undefined {
  return catalog.modelsById.get(id) ?? catalog.modelsByLowerCaseId.get(id);
}

function findByRule(catalog: Catalog, names: string[]): BookModel | undefined {
  for (const name of new Set(names)) {
    const model = catalog.models.find(({ accepts }) => accepts(name));
    if (model !== undefined) return model;
  }
  return undefined;
}

function findInCatalog(catalog: Catalog, model: string, prefixes: string[]): FoundModel | null {
  const exact = catalog.modelsById.get(model);
  if (exact !== undefined) return { model: exact, matchedBy: "exact" };

  const normalized = normalizeModelId(model, prefixes);
  const byNormalized = findById(catalog, normalized);
  if (byNormalized !== undefined) return { model: byNormalized, matchedBy: "normalized" };

  const undated = stripDateSuffix(normalized);
  const byUndated = undated === null ? undefined : findById(catalog, undated);
  if (byUndated !== undefined) return { model: byUndated, matchedBy: "undated" };

  const asGiven = model.trim().toLowerCase();
  const withDashes = [asGiven, normalized].map((name) => name.replaceAll(COMPACT_DATE, "-$1-$2-$3"));
  const byRule = findByRule(catalog, [asGiven, normalized, ...withDashes]);
  return byRule === undefined ? null : { model: byRule, matchedBy: "rule" };
}

function findInProvider(provider: BookProvider, model: string, prefixes: string[]): FoundModel | null {
  return findInCatalog(provider.listed, model, prefixes) ?? findInCatalog(provider.retired, model, prefixes);
}

function findByModelAlone(book: PriceBook, model: string): { provider: BookProvider; model: string } | null {
  const name = model.trim().toLowerCase();
  const provider = book.providers.find(({ acceptsModel }) => acceptsModel(name));
  return provider === undefined ? null : { provider, model };
}

/** Who sells the model: the provider as named; a LiteLLM proxy names it as the prefix of the model. */
function findSeller(
  book: PriceBook,
  given: string | null,
  model: string,
): { provider: BookProvider; model: string } | null {
  if (given === null) return findByModelAlone(book, model);
  const provider = findProvider(book, given);
  if (provider !== undefined) return { provider, model };
  if (given !== "litellm") return null;
  const slash = model.indexOf("/");
  const named = slash > 0 ? findProvider(book, model.slice(0, slash).trim().toLowerCase()) : undefined;
  if (named !== undefined) return { provider: named, model: model.slice(slash + 1) };
  return findByModelAlone(book, model);
}

function findModel(book: PriceBook, given: string | null, model: string): FoundModel | null {
  const seller = findSeller(book, given, model);
  if (seller === null) return null;
  const prefixes = [seller.provider.id, ...(given === null ? [] : [given])];
  const own = findInProvider(seller.provider, seller.model, prefixes);
  if (own !== null) return own;
  for (const fallbackId of seller.provider.fallbackIds) {
    const fallback = book.providersById.get(fallbackId);
    const found = fallback && findInProvider(fallback, seller.model, [...prefixes, fallbackId]);
    if (found) return { model: found.model, matchedBy: "fallback_provider" };
  }
  return null;
}

function findModelOnce(book: PriceBook, given: string | null, model: string): FoundModel | null {
  // The length says where the provider ends, whatever the names contain.
  const key = `${given?.length ?? 0}:${given ?? ""}${model}`;
  const remembered = book.found.get(key);
  if (remembered !== undefined) return remembered;
  const found = findModel(book, given, model);
  if (book.found.size >= MAX_REMEMBERED) book.found.clear();
  book.found.set(key, found);
  return found;
}

function isActive(rate: BookRate, atMs: number): boolean {
  if (rate.effectiveFromMs !== null && atMs < rate.effectiveFromMs) return false;
  if (rate.window === null) return true;
  const minute = (((atMs % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / MS_PER_MINUTE;
  const { startMinute, endMinute } = rate.window;
  if (endMinute < startMinute) return minute >= startMinute || minute < endMinute;
  return minute >= startMinute && minute < endMinute;
}

/**
 * The rate for a model at an instant (UTC, ms). The model is looked for by its exact id, its normalised id, its id without
 * a date, the price list's own rules, and then in the providers that this one falls back to, one step. Of dated rates the
 * last active one wins, the first when none is active.
 */
export function resolveRate(
  book: PriceBook,
  call: { provider: string | null; model: string | null; atMs: number },
): ResolvedRate {
  if (call.model === null) return { status: "unpriced" };
  const provider = call.provider?.trim().toLowerCase() ?? "";
  const found = findModelOnce(book, provider === "" ? null : provider, call.model);
  const rate = found?.model.rates.findLast((candidate) => isActive(candidate, call.atMs)) ?? found?.model.rates[0];
  if (found === null || rate === undefined) return { status: "unpriced" };
  return { status: "priced", matchedBy: found.matchedBy, rate };
}
