import type { PriceBook } from "@voygent/cost";
import {
  type EstimateColumns,
  type EstimatedRow,
  type RepricePosition,
  type RepriceRunRow,
  selectRepricePage,
  selectUndonePage,
  selectUnpricedPage,
  type UndoneRow,
} from "@voygent/db";

import { estimateAgain, isOtherCost } from "./estimate-again.ts";
import { modelMatcher, readFilter } from "./reprice-filter.ts";

/** Most interactions that one step changes, and most that it reads. */
const MAX_CHANGED = 500;
const MAX_READ = 2_000;

/** An interaction and what it is to cost; null: it is left alone, because a later run owns its cost. */
export type Reestimated = { row: EstimatedRow; next: EstimateColumns | null };

/** The next interactions of a run. `after` is where the walk stands then; `isLast`: nothing is left. */
export type RepricePage = { reestimated: Reestimated[]; after: RepricePosition; isLast: boolean };

type PageOptions = { run: RepriceRunRow; book: PriceBook | null; limit?: number };

const needBook = (book: PriceBook | null): PriceBook => {
  if (book === null) throw new TypeError("this kind of run needs a price book");
  return book;
};

function estimateBefore(row: UndoneRow): EstimateColumns {
  return {
    aiTokensCostNanoUsd: row.beforeAiTokensCostNanoUsd,
    dbOpsCostNanoUsd: row.beforeDbOpsCostNanoUsd,
    apiCallsCostNanoUsd: row.beforeApiCallsCostNanoUsd,
    computeTimeCostNanoUsd: row.beforeComputeTimeCostNanoUsd,
    costStatus: row.beforeCostStatus,
    priceSource: row.beforePriceSource,
    rateId: row.beforeRateId,
    matchedBy: row.beforeMatchedBy,
    calculationVersion: row.beforeCalculationVersion,
    costBasis: row.beforeCostBasis,
    costRunId: row.beforeCostRunId,
  };
}

async function readUndonePage(database: D1Database, { run, limit = MAX_CHANGED }: PageOptions): Promise<RepricePage> {
  const runId = run.undoesRunId ?? "";
  const page = { runId, after: positionOf(run), limit };
  const { results } = await selectUndonePage(database, page).all<UndoneRow>();
  const reestimated = results.map((row) => ({ row, next: row.costRunId === runId ? estimateBefore(row) : null }));
  const { id, source } = results.at(-1) ?? positionOf(run);
  const after = { ms: run.cursorMs, id, source };
  return { reestimated, after, isLast: results.length < limit };
}

async function readUnpricedPage(database: D1Database, { run, book, limit = MAX_CHANGED }: PageOptions) {
  const [model] = readFilter(run.filter).models ?? [];
  const key = { provider: model?.provider ?? "", model: model?.model ?? "" };
  const page = { ...key, after: positionOf(run), limit };
  const { results } = await selectUnpricedPage(database, page).all<EstimatedRow>();
  return pageOf(results, { run, book: needBook(book), isLast: results.length < limit });
}

async function readRangePage(database: D1Database, { run, book, limit }: PageOptions): Promise<RepricePage> {
  const { end_ms: endMs, models } = readFilter(run.filter);
  const page = { after: positionOf(run), endMs, limit: limit ?? MAX_READ };
  const { results } = await selectRepricePage(database, page).all<EstimatedRow>();
  const isLast = results.length < page.limit;
  const wanted = modelMatcher(models);
  return pageOf(results, { run, book: needBook(book), isLast, wanted, maxChanged: limit ?? MAX_CHANGED });
}

const positionOf = (run: RepriceRunRow): RepricePosition => ({
  ms: run.cursorMs,
  id: run.cursorId,
  source: run.cursorSource,
});

type Walk = {
  run: RepriceRunRow;
  book: PriceBook;
  isLast: boolean;
  wanted?: (row: EstimatedRow) => boolean;
  maxChanged?: number;
};

function pageOf(rows: EstimatedRow[], walk: Walk): RepricePage {
  const { run, book, isLast, wanted, maxChanged = MAX_CHANGED } = walk;
  const reestimated: Reestimated[] = [];
  let after = positionOf(run);
  let changedCount = 0;
  for (const row of rows) {
    if (changedCount === maxChanged) return { reestimated, after, isLast: false };
    after = { ms: row.occurredAtMs, id: row.id, source: row.source };
    if (wanted !== undefined && !wanted(row)) continue;
    const next = estimateAgain(book, row, run.id);
    changedCount += isOtherCost(row, next) ? 1 : 0;
    reestimated.push({ row, next });
  }
  return { reestimated, after, isLast };
}

/** Reads the next interactions of a run and estimates them anew; an undo takes what they cost before. Changes nothing. */
export async function readPage(database: D1Database, options: PageOptions): Promise<RepricePage> {
  const { kind } = options.run;
  if (kind === "undo") return await readUndonePage(database, options);
  if (kind === "late") return await readUnpricedPage(database, options);
  return await readRangePage(database, options);
}
