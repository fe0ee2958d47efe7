import { it } from "vitest";

import { averageOfRuns } from "./average-of-runs.ts";

it("leaves a short course as it is", ({ expect }) => expect(averageOfRuns([1, 2, 3], 3)).toEqual([1, 2, 3]));

it("averages runs that end with the last value", ({ expect }) => {
  expect(averageOfRuns([9, 1, 3, 5, 7], 3)).toEqual([2, 6]);
});

it("has nothing to average in an empty course", ({ expect }) => expect(averageOfRuns([], 3)).toEqual([]));
