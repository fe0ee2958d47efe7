import { PRICE_BOOK_FORMAT, serializePriceBook } from "@voygent/cost";
import { env } from "cloudflare:workers";

const NOTHING = { providers: [], aliases: [], discounts: [], services: [], resources: [] };

/** The Workers keep a book by its version, so that every planted one has its own. */
let version = 0;

/** Stands for an installation that has a price book without any model, so that a small list is no shrunken one. */
export async function plantEmptyBook(): Promise<void> {
  version += 100;
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'price_*'",
  ).all<{ name: string }>();
  await env.DB.batch([
    ...results.map(({ name }) => env.DB.prepare(`DELETE FROM ${name}`)),
    env.DB.prepare("INSERT INTO price_revisions VALUES (?1, 0, 'test', NULL)").bind(version),
    env.DB.prepare("INSERT INTO price_books VALUES (?1, 0, ?2, 'none', ?3)").bind(
      version,
      PRICE_BOOK_FORMAT,
      serializePriceBook({ version, ...NOTHING }),
    ),
  ]);
}
