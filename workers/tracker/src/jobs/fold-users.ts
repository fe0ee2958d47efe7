import { QUARTER_HOUR_MS } from "@voygent/contracts";
import { foldUsers as foldStatement, selectUsersToFold, type UserFold, type UserToFoldRow } from "@voygent/db";

/** What was under way has a quarter hour to arrive: an event older than the totals of its user writes them as well. */
const SETTLING_QUARTER_HOURS = 1;

/** Rows of the rollup that one statement adds up, and users, so that writing is never held up for long. */
const ROWS_PER_STATEMENT = 10_000;
const USERS_PER_STATEMENT = 1_000;

/** Most statements of one run, few enough for one invocation: users beyond them wait for the next. */
const MAX_STATEMENTS = 200;

/** The users of a page in parts of about so many rows. */
function partsOf(page: UserToFoldRow[]): UserFold[][] {
  const parts: UserFold[][] = [];
  let part: UserFold[] = [];
  let rows = Infinity;
  for (const { id, row_count: rowCount, fold_to: foldTo } of page) {
    if (rows + rowCount > ROWS_PER_STATEMENT || part.length === USERS_PER_STATEMENT) {
      part = [];
      rows = 0;
      parts.push(part);
    }
    rows += rowCount;
    part.push({ id, foldTo });
  }
  return parts;
}

/**
 * Adds what users did since their totals were summed to these totals, until a quarter hour ago, and answers how many times a
 * user was added to. Each statement is whole by itself: a run may stop anywhere, and may run beside others. What is too much
 * for one run is left to the next, and so is what begins after `untilMs`.
 */
export async function foldUsers(
  database: D1Database,
  { nowMs, untilMs = Infinity }: { nowMs: number; untilMs?: number },
): Promise<number> {
  const foldTo = Math.floor(nowMs / QUARTER_HOUR_MS) - SETTLING_QUARTER_HOURS;
  let afterId = "";
  let folded = 0;
  for (let statements = 0; statements < MAX_STATEMENTS; statements += 1) {
    const { results } = await selectUsersToFold(database, { afterId, foldTo }).all<UserToFoldRow>();
    const last = results.at(-1);
    if (last === undefined) return folded;
    const due = results.filter(({ is_due: isDue }) => isDue === 1);
    for (const part of partsOf(due)) {
      if (Date.now() >= untilMs) return folded;
      await foldStatement(database, part).run();
      folded += part.length;
      statements += 1;
    }
    // Users of whom only a part was taken are met again.
    if (due.every(({ fold_to: to }) => to >= foldTo)) afterId = last.id;
  }
  return folded;
}
