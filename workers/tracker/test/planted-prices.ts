import { OPEN_MS, parsePriceBook, PRICE_BOOK_FORMAT, type PriceBook, serializePriceBook } from "@voygent/cost";
import { env } from "cloudflare:workers";

/** Micro-dollars per token of input and output, by model; `acme` sells them all. */
export type PlantedPrices = Record<string, { input: number; output: number; fromMs?: number; toMs?: number }>;

const PICO_PER_MICRO = 1_000_000;
const price = (microUsd: number) => [
  { min_input_tokens: 0, inclusive: true, rate_pico_usd: microUsd * PICO_PER_MICRO },
];

/** Of the book published last: no two have the same version, as in life. */
let version = 0;

function documentOf(prices: PlantedPrices): string {
  const models = Object.entries(prices).map(([id, { input, output, fromMs = 0, toMs = OPEN_MS }]) => ({
    id,
    match: null,
    aliases: [],
    flags: [],
    listedProvider: null,
    as: null,
    lanes: [
      [
        {
          id: `rate-${version}-${id}`,
          source: "override",
          serviceTier: "standard" as const,
          effectiveFromMs: fromMs,
          effectiveToMs: toMs,
          window: null,
          flags: [],
          rates: { input: price(input), output: price(output) },
        },
      ],
    ],
  }));
  const providers = [{ id: "acme", rules: {}, models }];
  return serializePriceBook({ version, providers, aliases: [], discounts: [], services: [], resources: [] });
}

/** Publishes a price book with these prices alone, past the price API. The rate of a model has the id `rate-version-model`. */
export async function publishPrices(prices: PlantedPrices): Promise<PriceBook> {
  version += 1;
  const document = documentOf(prices);
  await env.DB.prepare("INSERT INTO price_books VALUES (?1, 0, ?2, 'none', ?3)")
    .bind(version, PRICE_BOOK_FORMAT, document)
    .run();
  return parsePriceBook(document);
}
