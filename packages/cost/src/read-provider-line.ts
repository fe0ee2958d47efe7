import { type CompactModel, OVERRIDE, RETIRED } from "./book-text.ts";
import { readArray, readObject, readText, readWholeNumber } from "./json-value.ts";
import type { BookModel, Catalog, ProviderLine } from "./price-book.ts";
import { readUsageExtractors } from "./read-usage-extractor.ts";

const MODEL_FIELDS = 7;

/** Only what every look-up needs is checked; rules and rates are checked when they are read. */
function isCompactModel(value: unknown): value is CompactModel {
  return Array.isArray(value) && value.length === MODEL_FIELDS && Array.isArray(value[MODEL_FIELDS - 1]);
}

function readModel(value: unknown, provider: string): BookModel {
  if (!isCompactModel(value)) throw new TypeError(`price book: expected a model at ${provider}`);
  const id = readText(value[0], provider);
  readWholeNumber(value[3], `${provider}/${id}`);
  return { id, provider, compact: value, accepts: null, lanes: null };
}

function setFirst(map: Map<string, BookModel>, name: string, model: BookModel): void {
  if (!map.has(name)) map.set(name, model);
}

const emptyCatalog = (): Catalog => ({
  models: [],
  byId: new Map(),
  byLowerCaseId: new Map(),
  byLiteralName: new Map(),
});

function addModel(catalog: Catalog, model: BookModel): void {
  catalog.models.push(model);
  setFirst(catalog.byId, model.id, model);
  const lowerCaseId = model.id.toLowerCase();
  if (lowerCaseId !== model.id) setFirst(catalog.byLowerCaseId, lowerCaseId, model);
  const [, , names] = model.compact;
  if (names === 0) return;
  for (const name of readArray(names, model.id)) setFirst(catalog.byLiteralName, readText(name, model.id), model);
}

/**
 * Reads the line of one provider of a price book.
 * @throws TypeError that says what is wrong and at which model
 */
export function readProviderLine(text: string, provider: string): ProviderLine {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`price book: the line of ${provider} is not JSON`, { cause: error });
  }
  const line = readObject(parsed, provider);
  const [overrides, listed, retired] = [emptyCatalog(), emptyCatalog(), emptyCatalog()];
  for (const value of readArray(line["m"], provider)) {
    const model = readModel(value, provider);
    const [, , , flags] = model.compact;
    const unlisted = (flags & RETIRED) === 0 ? listed : retired;
    addModel((flags & OVERRIDE) === 0 ? unlisted : overrides, model);
  }
  return { overrides, listed, retired, extractors: readUsageExtractors(line["ex"] ?? [], provider) };
}
