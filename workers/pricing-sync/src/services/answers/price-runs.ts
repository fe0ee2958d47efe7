import type { PriceFeedId, PriceRunDetail, PriceRunList } from "@voygent/contracts";
import {
  type Db,
  selectPriceRun,
  selectPriceRunDetails,
  selectPriceRuns,
  selectPriceRunSources,
  selectRunsOfSource,
} from "@voygent/db";
import { AppError } from "@voygent/http";

import { describeRun, describeRunDetail } from "./describe-run.ts";

type Wanted = { source?: PriceFeedId | undefined; limit: number };

/** The latest runs, or those that asked one source, newest first, each with what its sources brought. */
export async function listPriceRuns(db: Db, { source, limit }: Wanted): Promise<PriceRunList> {
  const rows = await (source === undefined ? selectPriceRuns(db, limit) : selectRunsOfSource(db, source, limit));
  const ids = rows.map(({ id }) => id);
  const sourcesByRun = Map.groupBy(await selectPriceRunSources(db, ids), ({ runId }) => runId);
  return { data: rows.map((row) => describeRun(row, sourcesByRun.get(row.id) ?? [])) };
}

/**
 * One run with what each source changed.
 * @throws AppError `not_found`
 */
export async function getPriceRun(db: Db, id: string): Promise<PriceRunDetail> {
  const [[row], sources] = await db.batch([selectPriceRun(db, id), selectPriceRunDetails(db, id)]);
  if (row === undefined) throw new AppError("not_found", "there is no run with this id");
  return describeRunDetail(row, sources);
}
