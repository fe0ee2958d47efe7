import { it } from "vitest";

import { changeBetween } from "./change.ts";

it.for([
  [112.5, 100, { direction: "up", text: "12.5%" }],
  [50, 100, { direction: "down", text: "50%" }],
  [100, 100, { direction: "same", text: "0%" }],
  [1400, 100, { direction: "up", text: "14×" }],
  [0, 100, { direction: "down", text: "100%" }],
] as const)("compares %d with %d", ([current, previous, change], { expect }) => {
  expect(changeBetween(current, previous)).toEqual(change);
});

it("has nothing to say without an earlier figure", ({ expect }) => expect(changeBetween(5, 0)).toBeNull());
