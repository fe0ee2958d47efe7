import { readArray, readObject, readText, readWholeNumber } from "./json-value.ts";
import type { Matcher } from "./match-rule.ts";
import {
  type BookModel,
  type BookProvider,
  type BookRate,
  type Catalog,
  PRICE_BOOK_FORMAT,
  type PriceBook,
  type UnitPrice,
} from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";
import { readUsageExtractors } from "./read-usage-extractor.ts";

const acceptsNothing: Matcher = () => false;

function readPrice(value: unknown, path: string): UnitPrice {
  if (typeof value === "number") return { basePicoUsd: readWholeNumber(value, path), tiers: [] };
  const price = readObject(value, path);
  const tiers = readArray(price["tiers"], path).map((tier) => {
    const [inputTokens, picoUsd, inclusive] = readArray(tier, path);
    return {
      inputTokens: readWholeNumber(inputTokens, path),
      picoUsd: readWholeNumber(picoUsd, path),
      inclusive: inclusive === 1,
    };
  });
  return {
    basePicoUsd: readWholeNumber(price["base"], path),
    tiers: tiers.toSorted((a, b) => a.inputTokens - b.inputTokens),
  };
}

function readWindow(value: unknown, path: string): BookRate["window"] {
  if (value === undefined) return null;
  const [startMinute, endMinute] = readArray(value, path);
  return { startMinute: readWholeNumber(startMinute, path), endMinute: readWholeNumber(endMinute, path) };
}

function readRate(value: unknown, owner: { source: string; provider: string; model: string }, path: string): BookRate {
  const rate = readObject(value, path);
  const prices: BookRate["prices"] = {};
  for (const [unit, price] of Object.entries(readObject(rate["prices"], path))) {
    prices[unit] = readPrice(price, `${path}.${unit}`);
  }
  return {
    id: readText(rate["id"], path),
    ...owner,
    effectiveFromMs: rate["from"] === undefined ? null : readWholeNumber(rate["from"], path),
    window: readWindow(rate["window"], path),
    prices,
  };
}

function readModel(model: Record<string, unknown>, source: string, provider: string): BookModel {
  const id = readText(model["id"], provider);
  const path = `${provider}/${id}`;
  const rates = readArray(model["rates"], path).map((rate) => readRate(rate, { source, provider, model: id }, path));
  const ownId = id.toLowerCase();
  const accepts = model["match"] === undefined ? (name: string) => name === ownId : readMatchRule(model["match"], path);
  return { id, accepts, rates };
}

function catalogOf(models: BookModel[]): Catalog {
  const firstWins = models.toReversed();
  return {
    models,
    modelsById: new Map(firstWins.map((model) => [model.id, model])),
    modelsByLowerCaseId: new Map(firstWins.map((model) => [model.id.toLowerCase(), model])),
  };
}

function readProvider(entry: unknown): BookProvider {
  const provider = readObject(entry, "providers");
  const id = readText(provider["id"], "providers");
  const source = readText(provider["source"], id);
  const listed: BookModel[] = [];
  const retired: BookModel[] = [];
  for (const value of readArray(provider["models"], id)) {
    const model = readObject(value, id);
    (model["retired"] === true ? retired : listed).push(readModel(model, source, id));
  }
  const matcher = (rule: unknown) => (rule === undefined ? acceptsNothing : readMatchRule(rule, id));
  return {
    id,
    acceptsProvider: matcher(provider["provider_match"]),
    acceptsModel: matcher(provider["model_match"]),
    fallbackIds: readArray(provider["fallbacks"] ?? [], id).map((fallback) => readText(fallback, id)),
    extractors: readUsageExtractors(provider["extractors"] ?? [], id),
    listed: catalogOf(listed),
    retired: catalogOf(retired),
  };
}

/**
 * Parses a published price book (the JSON of a `PriceBookDocument`), also one of an earlier format.
 * @throws TypeError that says what is wrong and at which provider and model
 */
export function parsePriceBook(document: string): PriceBook {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch (error) {
    throw new TypeError("price book: the document is not JSON", { cause: error });
  }
  const book = readObject(parsed, "the top");
  const format = readWholeNumber(book["format"], "format");
  if (format < 1 || format > PRICE_BOOK_FORMAT) {
    throw new TypeError(`price book: expected a format from 1 to ${PRICE_BOOK_FORMAT}`);
  }
  const providers = readArray(book["providers"], "providers").map(readProvider);
  return {
    format,
    providers,
    providersById: new Map(providers.toReversed().map((provider) => [provider.id, provider])),
    found: new Map(),
  };
}
