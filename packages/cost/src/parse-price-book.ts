import { readArray, readObject, readText, readWholeNumber } from "./json-value.ts";
import type { Matcher } from "./match-rule.ts";
import { type BookModel, type BookProvider, type Catalog, PRICE_BOOK_FORMAT, type PriceBook } from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";
import { readRate } from "./read-rate.ts";
import { readUsageExtractors } from "./read-usage-extractor.ts";

const acceptsNothing: Matcher = () => false;

function readModel(model: Record<string, unknown>, source: string, provider: string): BookModel {
  const id = readText(model["id"], provider);
  const path = `${provider}/${id}`;
  const owner = { source, provider, model: id };
  const rates = readArray(model["rates"], path).map((rate) => readRate(rate, owner, path));
  const ownId = id.toLowerCase();
  const accepts = model["match"] === undefined ? (name: string) => name === ownId : readMatchRule(model["match"], path);
  return { id, accepts, rates };
}

function catalogOf(models: BookModel[]): Catalog {
  const catalog: Catalog = { models, modelsById: new Map(), modelsByLowerCaseId: new Map() };
  const { modelsById, modelsByLowerCaseId } = catalog;
  for (const model of models) {
    if (!modelsById.has(model.id)) modelsById.set(model.id, model);
    const lowerCaseId = model.id.toLowerCase();
    if (lowerCaseId !== model.id && !modelsByLowerCaseId.has(lowerCaseId)) modelsByLowerCaseId.set(lowerCaseId, model);
  }
  return catalog;
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
