import { it } from "vitest";

import { draftProblems, hasProblem } from "./draft-problems.ts";
import { EMPTY_DRAFT } from "./own-rate-draft.ts";

const rowOf = (unit: "input" | "output", base: string, tierPrices: string[] = []) => ({ unit, base, tierPrices });

const problemsOf = (...rows: ReturnType<typeof rowOf>[]) => draftProblems({ ...EMPTY_DRAFT, rows });

it("says at each price what is wrong with it", ({ expect }) => {
  const problems = problemsOf(rowOf("input", "0,5"), rowOf("output", "10", ["", "abc"]));
  expect(problems).toEqual({
    input: { base: "Write a number such as 2.50", tierPrices: [] },
    output: { base: undefined, tierPrices: [undefined, "Write a number such as 2.50"] },
  });
  expect(hasProblem(problems)).toBe(true);
});

it("finds nothing wrong with prices, one of which may be 0, and with those that are left out", ({ expect }) => {
  expect(hasProblem(problemsOf(rowOf("input", "0"), rowOf("output", "10")))).toBe(false);
  expect(hasProblem(problemsOf(rowOf("input", "2.50"), rowOf("output", "")))).toBe(false);
});

it("asks to call a model free whose prices are all 0", ({ expect }) => {
  const { input, output } = problemsOf(rowOf("input", "0"), rowOf("output", ""));
  expect([input?.base, output?.base]).toEqual(["Tick “Free” if it costs nothing", undefined]);
});

it("asks nothing of the prices of a free model, which are not sent", ({ expect }) => {
  expect(draftProblems({ ...EMPTY_DRAFT, isFree: true, rows: [rowOf("input", "abc")] })).toEqual({});
});
