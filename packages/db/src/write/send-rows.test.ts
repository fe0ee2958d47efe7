import { describe, it } from "vitest";

import { sendRows } from "./send-rows.ts";

describe("sendRows", () => {
  it("binds what all rows have in common, and sends the rest as JSON", ({ expect }) => {
    const rows = [
      ["a", "same", 1, null, 7],
      ["b", "same", 2, null, 7],
    ];
    const { columns, values } = sendRows(rows, 5);
    expect(columns).toEqual(["value->>0", "?2", "value->>1", "?3", "CAST(?4 AS INTEGER)"]);
    expect(values).toEqual(['[["a",1],["b",2]]', "same", null, 7]);
  });

  it("sends a single row as parameters, and still as one row", ({ expect }) => {
    const { columns, values } = sendRows([["a", 1]], 2);
    expect(columns).toEqual(["?2", "CAST(?3 AS INTEGER)"]);
    expect(values).toEqual(["[[]]", "a", 1]);
  });

  it("names each parameter, whichever columns a statement leaves out", ({ expect }) => {
    const { from, values } = sendRows(
      [
        ["a", "same", 7],
        ["b", "same", 7],
      ],
      3,
    );
    expect(from).toContain(`?${values.length} `);
  });

  it("takes no row for another: a text and a number that look alike differ", ({ expect }) => {
    expect(sendRows([["1"], [1]], 1).values).toEqual(['[["1"],[1]]']);
  });
});
