import { AppError } from "@voygent/http";

/** Most sources that a refusal names. */
const MAX_NAMED = 10;

/**
 * The one interaction that is meant among those with its id, which are of different sources.
 * @throws AppError `not_found` without any; `invalid_input`, naming the sources, when there are several
 */
export function oneOfSources<Row extends { source: string }>(rows: Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new AppError("not_found", "there is no such interaction");
  if (rows.length === 1) return row;
  const sources = rows.slice(0, MAX_NAMED).map(({ source }) => source);
  throw new AppError("invalid_input", "several sources have sent an interaction with this id", {
    fields: [{ path: "source", message: `expected one of them, such as ${sources.join(", ")}` }],
  });
}
