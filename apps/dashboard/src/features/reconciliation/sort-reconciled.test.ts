import { describe, it } from "vitest";

import { sortReconciled } from "./sort-reconciled.ts";

const row = (name: string, count: number, ours: string, difference: string) => ({
  name,
  interaction_count: count,
  our_cost: ours,
  librechat_cost: "0.000000000",
  difference,
});
const ROWS = [
  row("b", 2, "10.000000000", "-3.000000000"),
  row("c", 10, "9.000000000", "2.000000000"),
  row("a", 1, "9.000000000", "0.000000000"),
];

const sorted = (sort: string) => sortReconciled(ROWS, sort, ({ name }) => name).map(({ name }) => name);

describe("reconciled rows are sorted", () => {
  it("by the size of the difference, whatever its sign", ({ expect }) => {
    expect([sorted("-difference"), sorted("difference")]).toEqual([
      ["b", "c", "a"],
      ["a", "c", "b"],
    ]);
  });

  it("by figures, not by their texts, and by name where these are the same", ({ expect }) => {
    expect([sorted("-interaction_count"), sorted("our_cost")]).toEqual([
      ["c", "b", "a"],
      ["a", "c", "b"],
    ]);
  });

  it("by name", ({ expect }) => {
    expect([sorted("name"), sorted("-name")]).toEqual([
      ["a", "b", "c"],
      ["c", "b", "a"],
    ]);
  });
});
