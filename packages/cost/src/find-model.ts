import { aliasKey } from "./book-text.ts";
import { findListedModel, findOverride, type FoundBy, type FoundInProvider, modelNames } from "./find-in-provider.ts";
import { findProvider } from "./find-provider.ts";
import type { BookProvider, FoundModel, MatchedBy, PriceBook, UnpricedReason } from "./price-book.ts";

const MAX_REMEMBERED = 4_096;

/** Longer names are looked up each time, so that what is remembered stays small. */
const MAX_REMEMBERED_CHARACTERS = 512;

const FLOATING = /(?:^|[-:])latest$|^deepseek-(?:chat|reasoner)$/;

/** Whether a name, in lower case, stands for one model today and for another tomorrow. */
export const isFloatingName = (model: string): boolean => FLOATING.test(model);

const MATCHED_BY = {
  exact: "exact",
  literal: "exact",
  normalized: "normalized",
  undated: "undated",
  rule: "rule",
} as const satisfies Record<FoundBy, MatchedBy>;

/** What a call names, trimmed and in lower case but for the model; a name that was not given is empty. */
type Named = { provider: string; url: string; model: string };

type Seller = { provider: BookProvider; model: string };

function findByModelAlone(book: PriceBook, model: string): Seller | UnpricedReason {
  const name = model.trim().toLowerCase();
  const provider = book.providers.find(({ acceptsModel }) => acceptsModel()(name));
  return provider === undefined ? "unknown_provider" : { provider, model };
}

/** Who sells the model: the provider as named, or by the URL of its API; a LiteLLM proxy names it in the model. */
function findSeller(book: PriceBook, { provider: given, url, model }: Named): Seller | UnpricedReason {
  const named = given === "" ? undefined : findProvider(book, given);
  const provider = named ?? (url === "" ? undefined : findProvider(book, url));
  if (provider !== undefined) return { provider, model };
  if (given !== "" && given !== "litellm") return "unknown_provider";
  if (given === "" && url !== "") return "unknown_provider";
  const slash = given === "litellm" ? model.indexOf("/") : -1;
  const prefixed = slash > 0 ? findProvider(book, model.slice(0, slash).trim().toLowerCase()) : undefined;
  if (prefixed !== undefined) return { provider: prefixed, model: model.slice(slash + 1) };
  return findByModelAlone(book, model);
}

function findInFallbacks(book: PriceBook, seller: Seller, names: string[]): FoundModel["candidates"] {
  for (const fallbackId of seller.provider.fallbackIds) {
    const fallback = book.providersById.get(fallbackId);
    const found = fallback && findListedModel(fallback.line(), modelNames(seller.model, [...names, fallbackId]));
    if (found) return [{ model: found.model, matchedBy: "fallback_provider" }];
  }
  return [];
}

/** Whether an own rate is for a family of which the list knows the dated model that is meant, as another one. */
function isForOtherModel(override: FoundInProvider, listed: FoundInProvider | null): boolean {
  if (override.by !== "undated" || listed === null || listed.by === "undated" || listed.by === "rule") return false;
  const [id, , , , , as] = listed.model.compact;
  return (as === 0 ? id : as).toLowerCase() !== override.model.id.toLowerCase();
}

function findListedOrOwn(book: PriceBook, named: Named): FoundModel | UnpricedReason {
  const seller = findSeller(book, named);
  if (typeof seller === "string") return seller;
  const line = seller.provider.line();
  const providers = [...new Set([seller.provider.id, named.provider])].filter((name) => name !== "");
  const names = modelNames(seller.model, providers);
  const override = findOverride(line, names);
  const listed = findListedModel(line, names);
  const candidates: FoundModel["candidates"] = [];
  if (override !== null && !isForOtherModel(override, listed)) {
    candidates.push({ model: override.model, matchedBy: "override" });
  }
  if (listed === null) candidates.push(...findInFallbacks(book, seller, providers));
  else candidates.push({ model: listed.model, matchedBy: MATCHED_BY[listed.by] });
  if (candidates.length === 0) return "unknown_model";
  const isFloating = names.normalized.some(isFloatingName);
  return { seller: seller.provider.id, candidates, isFloating, ownPrices: names.ownPrices };
}

/** What an own alias stands for; it is kept under the provider as named or as it is known. */
function findAlias(book: PriceBook, { provider, url, model }: Named): Named | null {
  if (book.aliases.size === 0) return null;
  const known = findProvider(book, provider === "" ? url : provider)?.id ?? provider;
  const target = book.aliases.get(aliasKey(provider, model)) ?? book.aliases.get(aliasKey(known, model));
  return target === undefined ? null : { provider: target[0].trim().toLowerCase(), url: "", model: target[1] };
}

function findModel(book: PriceBook, named: Named): FoundModel | UnpricedReason {
  const target = findAlias(book, named);
  if (target === null) return findListedOrOwn(book, named);
  const found = findListedOrOwn(book, target);
  if (typeof found === "string") return found;
  return { ...found, candidates: found.candidates.map(({ model }) => ({ model, matchedBy: "alias" })) };
}

/** Where look-ups of this seller are remembered; the length says where the provider ends, whatever the names contain. */
function placeOf({ found: { byProvider, byUrl } }: PriceBook, { provider, url }: Named) {
  return url === "" ? ([byProvider, provider] as const) : ([byUrl, `${provider.length}:${provider}${url}`] as const);
}

function remember(book: PriceBook, named: Named, found: FoundModel | UnpricedReason): void {
  if (named.provider.length + named.url.length + named.model.length > MAX_REMEMBERED_CHARACTERS) return;
  if (book.found.count >= MAX_REMEMBERED) book.found = { count: 0, byProvider: new Map(), byUrl: new Map() };
  const [sellers, seller] = placeOf(book, named);
  const byName = sellers.get(seller) ?? new Map<string, FoundModel | UnpricedReason>();
  sellers.set(seller, byName.set(named.model, found));
  book.found.count += 1;
}

/**
 * The models that a call may mean, in this order: an own alias, an own rate, the exact id or a name that the list spells out,
 * the id in the region that the name says, the normalised id, the id without a date, the rules of the list, and then the providers that
 * this one falls back to, one step. Look-ups are remembered.
 */
export function findModelOnce(book: PriceBook, named: Named): FoundModel | UnpricedReason {
  const [sellers, seller] = placeOf(book, named);
  const remembered = sellers.get(seller)?.get(named.model);
  if (remembered !== undefined) return remembered;
  const found = findModel(book, named);
  remember(book, named, found);
  return found;
}
