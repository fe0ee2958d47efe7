import { it } from "vitest";

import { formatCompact, formatCount, formatQuantity, formatShare } from "./counts.ts";

it("groups thousands", ({ expect }) => expect(formatCount(1_234_567)).toBe("1,234,567"));

it.for([
  [999, "999"],
  [1_200, "1.2K"],
  [3_449_000, "3.4M"],
] as const)("shortens %d to %s", ([count, text], { expect }) => expect(formatCompact(count)).toBe(text));

it("does not call a tiny share zero", ({ expect }) => {
  expect([formatShare(0), formatShare(0.0001), formatShare(0.125)]).toEqual(["0%", "<0.1%", "12.5%"]);
});

it("puts the noun in the right number", ({ expect }) => {
  expect([formatQuantity(1, "session"), formatQuantity(0, "session")]).toEqual(["1 session", "0 sessions"]);
});
