import { it } from "vitest";

import { moneyTicks } from "./money-ticks.ts";

it.for([
  [258, [0, 100, 200, 300]],
  [53, [0, 20, 40, 60]],
  [1.08, [0, 0.5, 1, 1.5]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [0.0004, [0, 0.0001, 0.0002, 0.0003, 0.0004]],
  [0, [0, 1]],
] as const)("divides an axis up to %d roundly", ([highest, ticks], { expect }) => {
  expect(moneyTicks(highest)).toEqual(ticks);
});
