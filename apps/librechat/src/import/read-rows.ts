import { fieldOf, readLabel } from "../documents/read-value.ts";
import { readUsageRow, type UsageRow } from "../documents/usage-row.ts";
import { ImportError } from "./import-error.ts";
import { objectIdMs } from "./object-id-time.ts";
import { readDocuments, type Reading } from "./read-documents.ts";
import type { Tally } from "./tally.ts";

const has = (document: unknown, name: string) => fieldOf(document, name) !== undefined;

/**
 * The documents of the export of `transactions`, some at a time.
 * @throws ImportError when the file holds something else
 */
export async function* readTransactions(path: string, reading: Reading): AsyncGenerator<unknown[]> {
  let isFirst = true;
  for await (const documents of readDocuments(path, reading)) {
    const [first] = documents;
    if (isFirst && !has(first?.value, "tokenType")) {
      const what = has(first?.value, "isCreatedByUser")
        ? "messages: are the two files swapped?"
        : "no transactions of LibreChat";
      throw new ImportError("input", `${path} holds ${what}`);
    }
    isFirst = false;
    yield documents.map(({ value }) => value);
  }
}

/**
 * The rows of the export of `transactions`, some at a time, with the time of its id where a row has no other; what is none is counted.
 * @throws ImportError when the file holds something else
 */
export async function* readRows(path: string, tally: Tally, reading: Reading): AsyncGenerator<UsageRow[]> {
  for await (const documents of readTransactions(path, reading)) {
    const rows: UsageRow[] = [];
    for (const document of documents) {
      const row = readUsageRow(document);
      if (row === null)
        tally.add(readLabel(fieldOf(document, "tokenType")) === "credits" ? "credits" : "unreadable_rows");
      else rows.push(row.createdAtMs === null ? { ...row, createdAtMs: objectIdMs(row.id) } : row);
    }
    tally.rows += rows.length;
    yield rows;
  }
}
