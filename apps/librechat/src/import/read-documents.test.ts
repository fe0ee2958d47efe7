import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { describe, it } from "vitest";

import { importDocuments, newFolder, turnDocuments } from "./import.fixture.ts";
import { readDocuments } from "./read-documents.ts";

async function read(content: string | Buffer): Promise<unknown[]> {
  const path = join(await newFolder(), "export");
  await writeFile(path, content);
  const values: unknown[] = [];
  for await (const documents of readDocuments(path)) values.push(...documents.map(({ value }) => value));
  return values;
}

const LINES = '{"a":1}\n{"a":2}\n';
const BSON = Buffer.from("16000000075f69640066a1b2c3d4e5f6071829000100", "hex");

describe("the reading of an export", () => {
  it.for([
    ["lines", LINES],
    ["a last line without an end", '{"a":1}\n{"a":2}'],
    ["lines of Windows with a byte order mark", '\uFEFF{"a":1}\r\n\r\n{"a":2}\r\n'],
    ["gzip, whatever its name is", gzipSync(LINES)],
    ["gzip in parts", Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')])],
  ] as const)("takes %s", async ([, content], { expect }) => {
    expect(await read(content)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("keeps characters whole that two reads share", async ({ expect }) => {
    const text = "€".repeat(200_000);
    expect(await read(`{"text":"${text}"}\n`)).toEqual([{ text }]);
  });

  it.for([
    ["BSON", BSON, "is BSON"],
    ["an archive of mongodump", Buffer.from("6de2998100000000", "hex"), "is BSON"],
    ["a JSON array", '[{"a":1},{"a":2}]', "without --jsonArray"],
    ["pretty JSON", '{\n  "a": 1\n}\n', "without --pretty"],
    ["CSV", "_id,user,rawAmount\n1,2,3\n", "is CSV"],
    ["packed CSV", gzipSync("_id,user\n1,2\n"), "is CSV"],
    ["a zip archive", Buffer.from("504b030400000000", "hex"), "a zip archive"],
    ["other text", "hello", "is not JSON"],
    ["a line that is no JSON", '{"a":1}\n\n{"a":\n', "line 3"],
    ["a line that is no document", '{"a":1}\n7\n', "line 2"],
    ["gzip that breaks off", gzipSync(LINES.repeat(1000)).subarray(0, 60), "ends too early"],
  ] as const)("refuses %s", async ([, content, message], { expect }) => {
    await expect(read(content)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  });

  it("notices swapped files", async ({ expect }) => {
    const { rows, answer } = turnDocuments();
    const swapped = importDocuments({ transactions: [answer], messages: [] });
    await expect(swapped).rejects.toThrow("are the two files swapped?");
    await expect(importDocuments({ transactions: rows, messages: rows })).rejects.toThrow("are the two files swapped?");
  });
});
