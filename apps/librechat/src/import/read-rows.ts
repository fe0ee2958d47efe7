import { fieldOf, readLabel } from "../documents/read-value.ts";
import { readUsageRow, type UsageRow } from "../documents/usage-row.ts";
import { ImportError } from "./import-error.ts";
import { objectIdMs } from "./object-id-time.ts";
import { readDocuments, type Reading } from "./read-documents.ts";
import type { Tally } from "./tally.ts";

const has = (document: unknown, name: string) => fieldOf(document, name) !== undefined;

/**
 * The rows of the export of `transactions`, some at a time, with the time of its id where a row has no other; what is none is counted.
 * @throws ImportError when the file holds something else
 */
export async function* readRows(path: string, tally: Tally, reading: Reading): AsyncGenerator<UsageRow[]> {
  let isFirst = true;
  for await (const documents of readDocuments(path, reading)) {
    const rows: UsageRow[] = [];
    for (const { value } of documents) {
      if (isFirst && !has(value, "tokenType")) {
        const what = has(value, "isCreatedByUser")
          ? "messages: are the two files swapped?"
          : "no transactions of LibreChat";
        throw new ImportError("input", `${path} holds ${what}`);
      }
      isFirst = false;
      const row = readUsageRow(value);
      if (row !== null) rows.push({ ...row, createdAtMs: row.createdAtMs ?? objectIdMs(row.id) });
      else tally.add(readLabel(fieldOf(value, "tokenType")) === "credits" ? "credits" : "unreadable_rows");
    }
    tally.rows += rows.length;
    yield rows;
  }
}
