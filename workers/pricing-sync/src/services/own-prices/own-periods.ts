/** When a setting of our own holds, in UTC ms: from 0 is always, until `OPEN_MS` is without end. */
export type Period = { effectiveFromMs: number; effectiveToMs: number };

/** What becomes of the settings so far: `replaced` are no longer believed, `kept` hold in their place for a shorter time. */
export type Replacement<Row> = { replaced: Row[]; kept: Row[] };

const endsAt = <Row extends Period>(row: Row, effectiveToMs: number): Row => ({ ...row, effectiveToMs });

/**
 * Makes room for a setting from `fromMs` on among those of the same subject: one of the same date is replaced, one that
 * would still hold then ends there, and a later one stays, so that the new one holds until `toMs`.
 */
export function makeRoom<Row extends Period>(
  rows: Row[],
  fromMs: number,
  openMs: number,
): Replacement<Row> & { toMs: number } {
  const sameDate = rows.filter((row) => row.effectiveFromMs === fromMs);
  const cut = rows.filter((row) => row.effectiveFromMs < fromMs && row.effectiveToMs > fromMs);
  const later = rows.map((row) => row.effectiveFromMs).filter((ms) => ms > fromMs);
  return {
    replaced: [...sameDate, ...cut],
    kept: cut.map((row) => endsAt(row, fromMs)),
    toMs: Math.min(openMs, ...later),
  };
}

/** Ends settings at an instant: those in force then hold until then, those to come never do. */
export function endPeriods<Row extends Period>(rows: Row[], atMs: number): Replacement<Row> {
  const cut = rows.filter((row) => row.effectiveFromMs < atMs && row.effectiveToMs > atMs);
  const withdrawn = rows.filter((row) => row.effectiveFromMs >= atMs);
  return { replaced: [...cut, ...withdrawn], kept: cut.map((row) => endsAt(row, atMs)) };
}

/** Whether a setting holds at an instant. */
export const holdsAt = ({ effectiveFromMs, effectiveToMs }: Period, atMs: number) =>
  effectiveFromMs <= atMs && atMs < effectiveToMs;
