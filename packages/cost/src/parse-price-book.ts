import { OPEN_MS } from "./book-content.ts";
import { PRICE_BOOK_FORMAT } from "./book-text.ts";
import { readArray, readObject, readText, readWholeNumber } from "./json-value.ts";
import type { Matcher } from "./match-rule.ts";
import type { BookProvider, DatedValue, PriceBook } from "./price-book.ts";
import { readMatchRule } from "./read-match-rule.ts";
import { readProviderLine } from "./read-provider-line.ts";
import { readUrlPattern } from "./read-url-pattern.ts";
import { ruleWords, wordsOf } from "./rule-words.ts";

const acceptsNothing: Matcher = () => false;

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function readTexts(value: unknown, path: string): string[] {
  return readArray(value, path).map((entry) => readText(entry, path));
}

/** Shorter words, such as the letters of a regular expression, say nothing about a name. */
const LEAST_CHARACTERS = 3;

/** Names that a rule accepts and that have a word of the rule or of the provider in them. */
function namedLike(accepts: Matcher, words: string[]): Matcher {
  const known = words.filter((word) => word.length >= LEAST_CHARACTERS);
  const short = new Set(words);
  return (name) => accepts(name) && (short.has(name) || known.some((word) => name.includes(word)));
}

function readProvider(value: unknown, text: string | undefined): BookProvider {
  const provider = readObject(value, "providers");
  const id = readText(provider["id"], "providers");
  if (text === undefined) throw new TypeError(`price book: the line of ${id} is missing`);
  const { pm, mm, url, fb = [], ex } = provider;
  const matcher = (rule: unknown) =>
    once(() => (rule === undefined ? acceptsNothing : readMatchRule(rule, id, "provider")));
  return {
    id,
    acceptsName: once(() => namedLike(matcher(pm)(), [...wordsOf(id), ...ruleWords(pm)])),
    acceptsModel: matcher(mm),
    acceptsUrl: once(() => (url === undefined ? () => false : readUrlPattern(readText(url, id)))),
    fallbackIds: readTexts(fb, id),
    hasExtractors: ex !== undefined,
    line: once(() => readProviderLine(text, id)),
  };
}

const endMs = (value: unknown, path: string) => {
  const ms = readWholeNumber(value, path);
  return ms === 0 ? OPEN_MS : ms;
};

/** `[id, value, fromMs, toMs]` by name. */
function readDated(value: unknown, path: string): Map<string, DatedValue<number>[]> {
  const entries = Object.entries(readObject(value, path)).map(([name, rows]) => {
    const dated = readArray(rows, path).map((row): DatedValue<number> => {
      const [id, number, from, to] = readArray(row, path);
      return {
        id: readText(id, path),
        fromMs: readWholeNumber(from, path),
        toMs: endMs(to, path),
        value: readWholeNumber(number, path),
      };
    });
    return [name, dated] as const;
  });
  return new Map(entries);
}

function readResources(value: unknown): PriceBook["resources"] {
  const path = "resources";
  return readArray(value, path).map((row) => {
    const [id, from, to, ...prices] = readArray(row, path);
    const [rowRead, rowWritten, apiCall, cpuMs] = prices;
    return {
      id: readText(id, path),
      fromMs: readWholeNumber(from, path),
      toMs: endMs(to, path),
      value: [
        readWholeNumber(rowRead, path),
        readWholeNumber(rowWritten, path),
        readWholeNumber(apiCall, path),
        readWholeNumber(cpuMs, path),
      ],
    };
  });
}

function readAliases(value: unknown): PriceBook["aliases"] {
  const path = "aliases";
  return new Map(
    Object.entries(readObject(value, path)).map(([key, target]) => {
      const [provider, model] = readArray(target, path);
      return [key, [readText(provider, path), readText(model, path)] as const];
    }),
  );
}

function readHeader(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new TypeError("price book: the header is not JSON", { cause: error });
  }
  const header = readObject(parsed, "the header");
  if (header["format"] !== PRICE_BOOK_FORMAT) {
    throw new TypeError(`price book: expected format ${PRICE_BOOK_FORMAT}`);
  }
  return header;
}

/**
 * Reads the header of a published price book (the text of `serializePriceBook`); the lines of its providers are read when
 * they are first asked for, and throw then when they are damaged.
 * @throws TypeError that says what is wrong and where
 */
export function parsePriceBook(text: string): PriceBook {
  const [first = "", ...lines] = text.split("\n");
  const header = readHeader(first);
  const providers = readArray(header["providers"], "providers").map((entry, index) =>
    readProvider(entry, lines[index]),
  );
  return {
    format: PRICE_BOOK_FORMAT,
    version: readWholeNumber(header["version"], "version"),
    units: readTexts(header["units"], "units"),
    sources: readTexts(header["sources"], "sources"),
    providers,
    providersById: new Map(providers.toReversed().map((provider) => [provider.id, provider])),
    aliases: readAliases(header["aliases"]),
    discounts: readDated(header["discounts"], "discounts"),
    services: readDated(header["services"], "services"),
    resources: readResources(header["resources"]),
    found: { count: 0, byProvider: new Map(), byUrl: new Map() },
  };
}
