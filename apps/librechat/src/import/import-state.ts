import { createHash } from "node:crypto";
import {
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  closeSync,
} from "node:fs";
import { join } from "node:path";

import { fieldOf } from "../documents/read-value.ts";
import { lockFolder } from "./folder-lock.ts";
import { ImportError } from "./import-error.ts";
import type { ImportOptions } from "./import-options.ts";
import { type Acknowledged, nothingAcknowledged } from "./ordered-sender.ts";

/** Goes up whenever the same files would make other interactions, or in another order. */
const MAPPING_VERSION = 4;

const SAVE_INTERVAL_MS = 500;
const START_BYTES = 64 * 1024;

function describeFile(path: string | null): unknown {
  if (path === null) return null;
  const { size, mtimeMs } = statSync(path);
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc(START_BYTES);
    const byteCount = readSync(file, start, 0, START_BYTES, 0);
    return [size, mtimeMs, createHash("sha256").update(start.subarray(0, byteCount)).digest("hex")];
  } finally {
    closeSync(file);
  }
}

/** What has to be the same for an import to go on where it was: the files, the options, and where it goes. */
function identityOf({ files, mapping, target }: ImportOptions): string {
  const described = Object.values(files).map(describeFile);
  const said = JSON.stringify([MAPPING_VERSION, described, mapping, target?.url]);
  return createHash("sha256").update(said).digest("hex");
}

const countOf = (value: unknown): number => (typeof value === "number" && Number.isSafeInteger(value) ? value : 0);

function readState(path: string): { identity: unknown; acknowledged: Acknowledged } | null {
  try {
    const state: unknown = JSON.parse(readFileSync(path, "utf8"));
    const said = fieldOf(state, "acknowledged");
    const count = (name: string) => countOf(fieldOf(said, name));
    return {
      identity: fieldOf(state, "identity"),
      acknowledged: {
        count: count("count"),
        recorded: count("recorded"),
        duplicates: count("duplicates"),
        differing: count("differing"),
        rejected: count("rejected"),
        why: null,
      },
    };
  } catch {
    return null;
  }
}

/**
 * How far an import has come, in a file that is there until it is done. Interactions come in the same order each time, so that
 * their number says it all; what is not written yet is sent again, which is harmless.
 */
export class ImportState {
  readonly before: Acknowledged;
  /** Whether there was one of other files or options, which is begun anew. */
  readonly isOther: boolean;
  readonly #folder: string;
  readonly #path: string;
  readonly #identity: string;
  readonly #unlock: () => void;
  #latest: Acknowledged;
  #savedAtMs = 0;

  /** @throws ImportError when the folder cannot be written to, or another import works in it */
  constructor(options: ImportOptions) {
    this.#folder = options.stateFolder;
    this.#path = join(this.#folder, "state.json");
    this.#identity = identityOf(options);
    this.#unlock = this.#lock();
    const found = readState(this.#path);
    this.isOther = found !== null && found.identity !== this.#identity;
    this.before = found === null || this.isOther ? nothingAcknowledged() : found.acknowledged;
    this.#latest = this.before;
    this.save();
  }

  note(acknowledged: Acknowledged): void {
    this.#latest = acknowledged;
    if (Date.now() - this.#savedAtMs >= SAVE_INTERVAL_MS) this.save();
  }

  save(): void {
    const { why: _, ...acknowledged } = this.#latest;
    const unfinished = `${this.#path}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify({ identity: this.#identity, acknowledged }), { mode: 0o600 });
    renameSync(unfinished, this.#path);
    this.#savedAtMs = Date.now();
  }

  /** Forgets it: the import is done. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }

  /** Lets another import have the folder, which goes when nothing is left in it. */
  release(): void {
    this.#unlock();
    try {
      rmdirSync(this.#folder);
    } catch {
      // It holds something else.
    }
  }

  #lock(): () => void {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      return lockFolder(join(this.#folder, "lock"));
    } catch (error) {
      if (error instanceof ImportError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ImportError("input", `${this.#folder} cannot be written to (${reason}): name another by --state`);
    }
  }
}
