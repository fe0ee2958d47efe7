import { PRICE_BOOK_FORMAT } from "@voygent/cost";
import { env } from "cloudflare:workers";

/** Stands for an installation that has a price book without any model, so that a small list is no shrunken one. */
export async function plantEmptyBook(): Promise<void> {
  const tables = ["price_books", "price_rates", "price_models", "price_providers", "price_sources", "price_runs"];
  await env.DB.batch([
    ...tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    env.DB.prepare("INSERT INTO price_books VALUES (1, 0, 'none', ?1)").bind(
      JSON.stringify({ format: PRICE_BOOK_FORMAT, providers: [] }),
    ),
  ]);
}
