import { type BatchResult, MAX_BATCH_ITEMS } from "@voygent/contracts";
import { AppError, type Caller } from "@voygent/http";

import { hasRawUsage } from "../intake/has-raw-usage.ts";
import type { LineOrEnd } from "../intake/ndjson/read-lines.ts";
import { type Item, readItems } from "../intake/read-items.ts";
import { readNativeItem } from "../intake/read-native-item.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { currentPriceBook } from "./prepare/price-book.ts";
import { recordItems } from "./record-items.ts";

type RecordedLines = { results: BatchResult[]; rowsRead: number; rowsWritten: number };

async function recordChunk(env: TrackerBindings, chunk: Item[], caller: Caller, total: RecordedLines): Promise<void> {
  const values = chunk.flatMap((item) => ("value" in item ? [item.value] : []));
  const book = hasRawUsage(values) ? await currentPriceBook(env) : null;
  const receivedAtMs = Date.now();
  const read = readItems(chunk, { intake: "ndjson", receivedAtMs, firstIndex: total.results.length }, (value) =>
    readNativeItem(value, { caller, receivedAtMs, book }),
  );
  const { results, rowsRead, rowsWritten } = await recordItems(env, read);
  total.results.push(...results);
  total.rowsRead += rowsRead;
  total.rowsWritten += rowsWritten;
}

/**
 * Records lines while they come, a thousand at a time. Where they break off, that is the last result, and what was read
 * before stays recorded.
 * @throws AppError when there is no line, or why the body broke off before the first; when the database does not answer,
 *   after which sending the same lines again is harmless
 */
export async function recordLines(
  env: TrackerBindings,
  lines: AsyncIterable<LineOrEnd>,
  caller: Caller,
): Promise<RecordedLines> {
  const total: RecordedLines = { results: [], rowsRead: 0, rowsWritten: 0 };
  let chunk: Item[] = [];
  for await (const line of lines) {
    if (!("brokenOff" in line)) {
      chunk.push(line);
    } else if (total.results.length + chunk.length === 0) {
      throw line.brokenOff;
    } else {
      const { code, message } = line.brokenOff;
      chunk.push({ refusal: { code, detail: `${message}; nothing from here on was read` } });
    }
    if (chunk.length < MAX_BATCH_ITEMS) continue;
    await recordChunk(env, chunk, caller, total);
    chunk = [];
  }
  if (chunk.length > 0) await recordChunk(env, chunk, caller, total);
  if (total.results.length === 0) throw new AppError("invalid_input", "expected at least one line that is not empty");
  return total;
}
