import type { DatabaseSync } from "node:sqlite";

import * as z from "zod";

import { findTotalDifferences } from "./find-total-differences.ts";
import type { SoakTally } from "./soak-load.ts";

const Rows = z.array(z.object({ id: z.string() }));
const SHOWN = 5;

const some = (ids: string[]) => `${ids.length}, such as ${ids.slice(0, SHOWN).join(", ")}`;

/** What of the acknowledged events is not stored, stored more than once, or stored and never sent; and wrong totals. */
export function compareAcknowledged(database: DatabaseSync, { acknowledged, sent }: SoakTally): string[] {
  const sql = "SELECT id FROM interactions UNION ALL SELECT id FROM interactions_archive";
  const stored = Rows.parse(database.prepare(sql).all()).map(({ id }) => id);
  const once = new Set(stored);
  const lost = [...acknowledged].filter((id) => !once.has(id));
  const unsent = stored.filter((id) => !sent.has(id));
  return [
    ...(lost.length > 0 ? [`acknowledged and not stored: ${some(lost)}`] : []),
    ...(once.size < stored.length ? [`stored more than once: ${stored.length - once.size}`] : []),
    ...(unsent.length > 0 ? [`stored and never sent: ${some(unsent)}`] : []),
    ...findTotalDifferences(database),
  ];
}
