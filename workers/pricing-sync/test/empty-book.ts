import { PRICE_BOOK_FORMAT, serializePriceBook } from "@voygent/cost";
import { env } from "cloudflare:workers";

/** Stands for an installation that has a price book without any model, so that a small list is no shrunken one. */
export async function plantEmptyBook(): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'price_*'",
  ).all<{
    name: string;
  }>();
  await env.DB.batch([
    ...results.map(({ name }) => env.DB.prepare(`DELETE FROM ${name}`)),
    env.DB.prepare("INSERT INTO price_books VALUES (1, 0, ?1, 'none', ?2)").bind(
      PRICE_BOOK_FORMAT,
      serializePriceBook({ version: 1, providers: [], aliases: [], discounts: [], services: [], resources: [] }),
    ),
  ]);
}
