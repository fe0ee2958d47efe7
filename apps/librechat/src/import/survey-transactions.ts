import { fieldOf, readId, readInstantMs } from "../documents/read-value.ts";
import { isUsageRow } from "../documents/usage-row.ts";
import { WINDOW_ROWS } from "./collect-turns.ts";
import { ImportError } from "./import-error.ts";
import type { MappingOptions } from "./import-options.ts";
import { objectIdMs } from "./object-id-time.ts";
import type { Reading } from "./read-documents.ts";
import { readTransactions } from "./read-rows.ts";

/** Servers side by side write their rows some minutes out of the order of the ids at most. */
const MAX_STEP_BACK_MS = 600_000;

/** As far as clocks differ: what is younger has a time that is wrong. */
const CLOCK_SKEW_MS = 300_000;

const SORTED = `mongoexport --collection=transactions --sort='{"_id":1}'`;

/**
 * Reads the transactions once before anything is sent, since what is told once stays. Resolves with when the newest row was
 * made that is not of the future, in milliseconds since 1970; before all time without rows.
 * @throws ImportError when there are none, when a line is broken, or when rows of a call may be so far apart that they would be told
 * as two
 */
export async function surveyTransactions(
  path: string,
  { countsAnswers }: MappingOptions,
  reading: Reading,
): Promise<number> {
  let rowCount = 0;
  const endMs = Date.now() + CLOCK_SKEW_MS;
  let latestIdMs = Number.NEGATIVE_INFINITY;
  let newestAtMs = Number.NEGATIVE_INFINITY;
  let isInOrder = true;
  for await (const documents of readTransactions(path, reading)) {
    for (const document of documents) {
      if (!isUsageRow(document)) continue;
      rowCount += 1;
      const madeAtMs = objectIdMs(readId(fieldOf(document, "_id")));
      const createdAtMs = readInstantMs(fieldOf(document, "createdAt")) ?? madeAtMs;
      if (createdAtMs !== null && createdAtMs > newestAtMs && createdAtMs <= endMs) newestAtMs = createdAtMs;
      const idMs = madeAtMs ?? latestIdMs;
      if (idMs < latestIdMs - MAX_STEP_BACK_MS) isInOrder = false;
      if (idMs > latestIdMs && idMs <= endMs) latestIdMs = idMs;
    }
  }
  if (rowCount === 0 && !countsAnswers) {
    const remedy = "Only where LibreChat records none (`transactions.enabled: false`), give --count-answers";
    throw new ImportError("input", `${path} holds no transactions of model calls. Is it the right file? ${remedy}`);
  }
  if (rowCount > WINDOW_ROWS && !isInOrder) {
    throw new ImportError("input", `${path} is not in the order of _id, nothing was sent: export it by ${SORTED}`);
  }
  return newestAtMs;
}
