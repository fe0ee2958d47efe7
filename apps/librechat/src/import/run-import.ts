import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AnswerCopies } from "./answer-copies.ts";
import { ImportError } from "./import-error.ts";
import type { ImportOptions } from "./import-options.ts";
import { ImportState } from "./import-state.ts";
import { keepStreams } from "./keep-streams.ts";
import { MessageIndex } from "./message-index.ts";
import { OrderedSender } from "./ordered-sender.ts";
import type { Progress } from "./progress.ts";
import { indexMessages, readInteractions } from "./read-export.ts";
import { readNames } from "./read-names.ts";
import type { Sending } from "./send-batch.ts";
import type { ImportResult } from "./summary.ts";
import { surveyTransactions } from "./survey-transactions.ts";
import { Tally } from "./tally.ts";

const PATIENCE_MS = 600_000;
const PAUSE_MS = 500;

/** What surrounds an import. */
export type Surroundings = {
  createProgress: (totalBytes: number) => Progress;
  signal: AbortSignal;
  /** How long and how often a batch is tried; for tests. */
  patience?: Pick<Sending, "patienceMs" | "pauseMs">;
};

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    throw new ImportError("input", `there is no file ${path}`);
  }
}

/**
 * Imports an export, of which each file may be a stream: looks through its transactions, indexes its messages, then reads the transactions again and sends what
 * they are, from where the last import of the same files ended.
 * @throws ImportError
 */
export async function runImport(options: ImportOptions, surroundings: Surroundings): Promise<ImportResult> {
  const { files, release } = await keepStreams(options.files, surroundings.signal);
  try {
    return await importFiles({ ...options, files }, surroundings);
  } finally {
    release();
  }
}

async function importFiles(options: ImportOptions, surroundings: Surroundings): Promise<ImportResult> {
  const { files, mapping, target } = options;
  const { signal, patience = { patienceMs: PATIENCE_MS, pauseMs: PAUSE_MS } } = surroundings;
  const startedAtMs = performance.now();
  const messageBytes = sizeOf(files.messages);
  const rowBytes = sizeOf(files.transactions);
  const progress = surroundings.createProgress(rowBytes + messageBytes + rowBytes);
  const tally = new Tally();
  const state = target === null ? null : new ImportState(options);
  const indexFolder = state === null ? mkdtempSync(join(tmpdir(), "voygent-import-")) : options.stateFolder;
  const index = new MessageIndex(join(indexFolder, `messages-${process.pid}.index`));
  let acknowledged = state?.before ?? null;
  // What is on its way ends with the import, however that ends.
  const ending = new AbortController();
  try {
    if (state?.isOther === true)
      progress.say("the last import here was of other files or options: this one is begun anew");
    const before = acknowledged?.count ?? 0;
    if (before > 0) progress.say(`${before} interactions are acknowledged already: going on behind them`);
    const readingAfter = (bytesBefore: number) => ({
      onBytes: (bytes: number) => {
        signal.throwIfAborted();
        progress.read(bytesBefore + bytes);
        progress.counted(tally.rows, acknowledged?.count ?? 0);
      },
    });
    const onBroken = () => tally.add("broken_lines");
    const skipping = mapping.skipsBrokenLines ? { onBroken } : {};
    const survey = { ...readingAfter(0), ...(mapping.skipsBrokenLines && { onBroken: () => {} }) };
    const newestAtMs = await surveyTransactions(files.transactions, mapping, survey);
    const names = await readNames(files, mapping.userNaming, skipping);
    const known = { index, copies: new AnswerCopies(), options: mapping, tally };
    await indexMessages(files.messages, known, { ...readingAfter(rowBytes), ...skipping });
    const onRetry = (detail: string) => progress.say(`no answer (${detail}): trying again`);
    const sender =
      target === null || state === null
        ? null
        : new OrderedSender(
            { target, ...patience, onRetry, signal: AbortSignal.any([signal, ending.signal]) },
            state.before,
            (latest) => {
              acknowledged = latest;
              state.note(latest);
            },
          );
    let told = 0;
    const batches = readInteractions(
      files.transactions,
      { ...known, names, newestAtMs },
      {
        ...readingAfter(rowBytes + messageBytes),
        ...skipping,
      },
    );
    for await (const events of batches) {
      signal.throwIfAborted();
      for (const event of events) {
        told += 1;
        if (told > before) await sender?.add(JSON.stringify(event));
      }
      progress.counted(tally.rows, acknowledged?.count ?? 0);
    }
    await sender?.end();
    progress.counted(tally.rows, acknowledged?.count ?? 0);
    state?.remove();
    const seconds = (performance.now() - startedAtMs) / 1000;
    return { tally, answers: index.size, acknowledged, seconds };
  } catch (error) {
    state?.save();
    if (signal.aborted) throw new ImportError("interrupted", "interrupted: run the same again to go on");
    throw error;
  } finally {
    ending.abort();
    progress.end();
    index.close();
    state?.release();
    if (state === null) rmSync(indexFolder, { recursive: true, force: true });
  }
}
