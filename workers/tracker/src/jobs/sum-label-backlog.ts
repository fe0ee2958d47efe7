import { QUARTER_HOUR_MS } from "@voygent/contracts";
import {
  type BacklogQuarterRow,
  finishLabelBacklog,
  type LabelBacklogRow,
  recountLabels,
  reopenPeriods,
  selectBacklogQuarters,
  selectLabelBacklog,
  startLabelBacklog,
} from "@voygent/db";

/** Interactions of one statement, so that writing is never held up for long, and pages of one run. */
const ROWS_PER_PAGE = 10_000;
const MAX_PAGES = 60;
const RUN_MS = 20_000;

type Page = { quarterHours: number[]; next: number; isLast: boolean };

/** What to sum of a page that was read. A quarter hour that the page cuts is summed whole, whatever was seen of it. */
function pageOf(rows: BacklogQuarterRow[], to: number, limit: number): Page {
  const isLast = rows.reduce((sum, row) => sum + row.interaction_count, 0) < limit;
  const last = rows.at(-1)?.quarter_hour ?? to;
  const quarterHours = rows
    .filter((row) => row.may_have_labels === 1 || (!isLast && row.quarter_hour === last))
    .map((row) => row.quarter_hour);
  return { quarterHours, next: isLast ? to : last + 1, isLast };
}

/**
 * Sums by labels what was stored before that was done with each write, oldest first, a bounded part of it per run, and
 * answers how many quarter hours it has summed. A step is whole by itself: a run may stop anywhere, be repeated, and run
 * beside writers.
 */
export async function sumLabelBacklog(
  database: D1Database,
  { nowMs, limit = ROWS_PER_PAGE, maxPages = MAX_PAGES }: { nowMs: number; limit?: number; maxPages?: number },
): Promise<number> {
  const backlog = await selectLabelBacklog(database).first<LabelBacklogRow>();
  if (backlog === null) return 0;
  // Clocks differ: what a sender dates ahead was stored before as well.
  const to = backlog.end_quarter_hour ?? Math.ceil(nowMs / QUARTER_HOUR_MS) + 96;
  if (backlog.end_quarter_hour === null) await startLabelBacklog(database, to).run();
  let from = backlog.next_quarter_hour;
  let summed = 0;
  for (let pages = 0; pages < maxPages && Date.now() < nowMs + RUN_MS; pages += 1) {
    const { results } = await selectBacklogQuarters(database, { from, to, limit }).all<BacklogQuarterRow>();
    const { quarterHours, next, isLast } = pageOf(results, to, limit);
    await database.batch([
      ...recountLabels(database, quarterHours, next),
      ...(quarterHours.length > 0 ? [reopenPeriods(database, { quarterHours, oldest: [] })] : []),
      ...(isLast ? [finishLabelBacklog(database)] : []),
    ]);
    summed += quarterHours.length;
    if (isLast) return summed;
    from = next;
  }
  return summed;
}
