import { createReadStream, type ReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";

import { ImportError } from "./import-error.ts";
import { isGzip, refuseFormat } from "./refuse-format.ts";

/** A document and the number of its line, from 1. */
export type ExportedDocument = { line: number; value: unknown };

/** What is told while a file is read. */
export type Reading = {
  /** How many bytes of the file were read so far. */
  onBytes?: (bytesRead: number) => void;
  /** A line that is no JSON document is left out; without this it is refused. */
  onBroken?: () => void;
};

const CHUNK_BYTES = 256 * 1024;
const START_BYTES = 4096;

const BROKEN = "export it again, or leave such lines out by --skip-broken-lines";

/** MongoDB's documents have 16 MiB at most, which Extended JSON makes longer. */
const MAX_LINE_CHARACTERS = 128 * 1024 * 1024;

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

function explain(path: string, error: unknown): ImportError {
  if (error instanceof ImportError) return error;
  const code = codeOf(error);
  if (code === "ENOENT") return new ImportError("input", `there is no file ${path}`);
  if (code === "EISDIR") return new ImportError("input", `${path} is a folder`);
  if (code === "Z_BUF_ERROR") return new ImportError("input", `${path} is gzip that ends too early: copy it again`);
  if (code.startsWith("Z_")) return new ImportError("input", `${path} is damaged gzip: copy it again`);
  return new ImportError("input", `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}

function parseLine(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* readChunks(path: string, onBytes: (bytesRead: number) => void): AsyncGenerator<Buffer> {
  const isPacked = isGzip(await readStart(path));
  const file: ReadStream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The error of a pipeline comes out of its last stream.
  const source = isPacked ? pipeline(file, gunzip, () => {}) : file;
  for await (const chunk of source) {
    if (!(chunk instanceof Buffer)) continue;
    onBytes(file.bytesRead);
    yield chunk;
  }
}

/**
 * Reads the documents of an export, plain or gzip, some at a time.
 * @throws ImportError when the file is not one, or breaks off; what was given before is right
 */
export async function* readDocuments(
  path: string,
  { onBytes = () => {}, onBroken }: Reading = {},
): AsyncGenerator<ExportedDocument[]> {
  // Much faster than a TextDecoder on a stream.
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let line = 0;
  let isFirst = true;
  const documentsOf = (lines: string[]) => {
    const documents: ExportedDocument[] = [];
    for (const text of lines) {
      line += 1;
      if (text === "" || text.trim() === "") continue;
      const value = parseLine(text);
      if (value !== null) documents.push({ line, value });
      else if (onBroken !== undefined) onBroken();
      // Without the text: it may be of a chat.
      else
        throw new ImportError("input", `line ${line} of ${path} is not a JSON document, nothing was sent: ${BROKEN}`);
    }
    return documents;
  };
  try {
    for await (const chunk of readChunks(path, onBytes)) {
      if (isFirst) refuseFormat(path, chunk.subarray(0, START_BYTES));
      const text = decoder.write(chunk);
      const lines = (isFirst ? text.replace(/^\uFEFF/, "") : text).split("\n");
      isFirst = false;
      lines[0] = rest + (lines[0] ?? "");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_LINE_CHARACTERS) throw new ImportError("input", `line ${line + 1} of ${path} has no end`);
      const documents = documentsOf(lines);
      if (documents.length > 0) yield documents;
    }
    const documents = documentsOf([rest + decoder.end()]);
    if (documents.length > 0) yield documents;
  } catch (error) {
    throw explain(path, error);
  }
}
