import type { PriceSourceId } from "@voygent/contracts";
import {
  type Db,
  insertPriceQuarantine,
  insertPriceRates,
  insertPriceRevision,
  type PriceQuarantineRow,
  supersedePriceRates,
  upsertPriceModels,
  upsertPriceProviders,
  withdrawPriceQuarantine,
} from "@voygent/db";

import type { PriceListDiff } from "./diff-price-list.ts";
import { jsonChunks } from "../book/json-chunks.ts";

type Batch = Parameters<Db["batch"]>[0];

/** A statement that can stand in a batch. */
export type Statement = Batch[number];

type Change = {
  source: PriceSourceId;
  cause: string;
  actor: string | null;
  /** The revision that the diff was made against. */
  revision: number;
  diff: PriceListDiff;
  held: PriceQuarantineRow[];
  /** The ids of held rates that the list no longer states. */
  withdrawn: string[];
  nowMs: number;
  /** Statements that stand or fall with the change. */
  also: Statement[];
};

function rowStatements(db: Db, { diff, nowMs }: Change): Statement[] {
  return [
    ...jsonChunks(diff.providers).map((rows) => upsertPriceProviders(db, rows)),
    ...jsonChunks(diff.models).map((rows) => upsertPriceModels(db, rows)),
    ...jsonChunks(diff.superseded.map(({ id }) => id)).map((ids) => supersedePriceRates(db, ids, nowMs)),
    ...jsonChunks(diff.written).map((rows) => insertPriceRates(db, rows)),
  ];
}

/**
 * Writes what changed in one transaction, as the next revision of all prices; without a change of prices only what goes with
 * it is written. Returns the revision in force. It fails as a whole when another writer has taken the revision meanwhile.
 */
export async function applyPriceDiff(db: Db, change: Change): Promise<number> {
  const rows = rowStatements(db, change);
  // Who approves what is being withdrawn finds the revision taken, and then finds it withdrawn.
  const isChanged = rows.length + change.withdrawn.length > 0;
  const revision = isChanged ? change.revision + 1 : change.revision;
  const { cause, actor, nowMs: atMs } = change;
  const [first, ...rest]: Statement[] = [
    ...(isChanged ? [insertPriceRevision(db, { revision, atMs, cause, actor })] : []),
    ...rows,
    ...jsonChunks(change.withdrawn).map((ids) => withdrawPriceQuarantine(db, ids, atMs)),
    ...jsonChunks(change.held).map((held) => insertPriceQuarantine(db, held)),
    ...change.also,
  ];
  if (first !== undefined) await db.batch([first, ...rest]);
  return revision;
}
