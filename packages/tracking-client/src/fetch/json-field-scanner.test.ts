import * as fc from "fast-check";
import { describe, it } from "vitest";

import { JsonFieldScanner } from "./json-field-scanner.ts";

function scan(pieces: string[], ...wanted: string[]): [string, unknown][] {
  const found: [string, unknown][] = [];
  const scanner = new JsonFieldScanner(new Set(wanted), (path, value) => found.push([path, value]));
  for (const piece of pieces) scanner.push(piece);
  return found;
}

const piecesOf = (text: string, length: number) =>
  Array.from({ length: Math.ceil(text.length / length) }, (_, index) =>
    text.slice(index * length, (index + 1) * length),
  );

const NOISE = fc.constantFrom("{", "}", "[", "]", '"', ",", ":", "\\", " ", "n", "1", "é");

describe("the scanner of JSON fields", () => {
  it.for([1, 2, 3, 7, 1000])("finds fields in pieces of %i characters", (length, { expect }) => {
    const text = JSON.stringify({
      text: 'a "usage": {"input": 1}, and \\ more',
      content: [{ usage: { wrong: true }, model: "wrong" }],
      model: "gpt-4o",
      deep: { er: { usage: "wrong" } },
      usage: { input: 12, details: { list: [1, { cached: -2.5e3 }] }, none: null },
      response: { usage: { output: 3 }, id: "r" },
      done: true,
    });
    expect(scan(piecesOf(text, length), "model", "usage", "response.usage", "done")).toEqual([
      ["model", "gpt-4o"],
      ["usage", { input: 12, details: { list: [1, { cached: -2500 }] }, none: null }],
      ["response.usage", { output: 3 }],
      ["done", true],
    ]);
  });

  it("finds the fields of one value after the other and in lists", ({ expect }) => {
    const text = '{"usage":1}\n{"usage":2} [{"usage":3},\n{"usage":4}]';
    expect(scan([text], "usage").map(([, value]) => value)).toEqual([1, 2, 3, 4]);
  });

  it("lets values go that are too long to be counts", ({ expect }) => {
    const long = JSON.stringify({ usage: { text: "x".repeat(40_000) }, model: "m" });
    expect(scan(piecesOf(long, 1000), "usage", "model")).toEqual([["model", "m"]]);
  });

  it("finds what JSON.parse finds, however the text is cut", ({ expect }) => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const object = fc.record({ before: value, usage: value, after: fc.record({ usage: value }), last: value });
    fc.assert(
      fc.property(object, fc.integer({ min: 1, max: 40 }), fc.boolean(), (given, length, isIndented) => {
        const text = JSON.stringify(given, null, isIndented ? 2 : 0);
        const read: unknown = JSON.parse(text);
        const { usage, after } = Object(read);
        expect(scan(piecesOf(text, length), "usage", "after.usage")).toEqual([
          ["usage", usage],
          ["after.usage", after.usage],
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("survives whatever is not JSON", ({ expect }) => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: NOISE })), (pieces) => {
        expect(() => scan(pieces, "usage", "a.b")).not.toThrow();
      }),
    );
  });
});
