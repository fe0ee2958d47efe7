import { ImportError } from "./import-error.ts";

const HOW = "write it with `mongoexport --collection=… --out=FILE`, one document per line";

const startsWith = (start: Buffer, bytes: number[]) => bytes.every((byte, index) => start[index] === byte);

/** A document of BSON begins with its length, and LibreChat's with an ObjectId or a text named `_id`. */
const isBson = (start: Buffer) =>
  startsWith(start, [0x6d, 0xe2, 0x99, 0x81]) || (start.length > 8 && start.toString("latin1", 5, 9) === "_id\0");

const MAGIC: [number[], string][] = [
  [[0x50, 0x4b, 0x03, 0x04], "a zip archive: unpack it"],
  [[0x28, 0xb5, 0x2f, 0xfd], "packed with zstd: unpack it, or use gzip"],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "packed with xz: unpack it, or use gzip"],
  [[0x42, 0x5a, 0x68], "packed with bzip2: unpack it, or use gzip"],
  [[0xff, 0xfe], "text in UTF-16: it has to be UTF-8"],
  [[0xfe, 0xff], "text in UTF-16: it has to be UTF-8"],
];

/** Whether a file begins as gzip does. */
export const isGzip = (start: Buffer): boolean => startsWith(start, [0x1f, 0x8b]);

/**
 * Refuses what is not lines of JSON, by how it begins once it is unpacked.
 * @throws ImportError that says what it is and what is expected
 */
export function refuseFormat(path: string, start: Buffer): void {
  if (isBson(start)) throw new ImportError("input", `${path} is BSON, as mongodump writes it: ${HOW}`);
  const found = MAGIC.find(([bytes]) => startsWith(start, bytes));
  if (found !== undefined) throw new ImportError("input", `${path} is ${found[1]}`);
  const text = start
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (text === "" || /^\{\s*[^\s]/.test(text.split("\n", 1)[0] ?? "")) return;
  if (text.startsWith("[")) {
    const hint = "without --jsonArray, or turn it into lines with `jq -c '.[]' FILE`";
    throw new ImportError("input", `${path} is one JSON array: export it ${hint}`);
  }
  if (text.startsWith("{")) {
    throw new ImportError("input", `${path} has documents over several lines: export it without --pretty`);
  }
  const isCsv = /^[\w.$"]+(?:,[\w.$"]+)+\r?$/.test(text.split("\n", 1)[0] ?? "");
  throw new ImportError("input", `${path} is ${isCsv ? "CSV" : "not JSON"}: ${HOW}`);
}
