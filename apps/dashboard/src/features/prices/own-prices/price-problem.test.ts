import { it } from "vitest";

import { priceProblem } from "./price-problem.ts";

it.for(["", "  ", "0", "2.50", " 0.5 ", "1000000", "0.000001"])(
  "takes %j as a price per million",
  (text, { expect }) => {
    expect(priceProblem(text, "input")).toBeUndefined();
  },
);

it.for(["0,5", "abc", "-1", "1e3", ".5", "5.", "$2", "1,000", "007"])(
  "asks for a number instead of %j",
  (text, { expect }) => {
    expect(priceProblem(text, "input")).toBe("Write a number such as 2.50");
  },
);

it.for([
  ["input", "1000000.01", "At most $1,000,000.00"],
  ["web_searches", "1000.01", "At most $1,000.00"],
  ["input", "0.0000001", "Too many decimal places"],
  ["input", "2.5000000", "Too many decimal places"],
  ["web_searches", "0.0000000001", "Too many decimal places"],
] as const)("refuses for %s the price %s", ([unit, text, problem], { expect }) => {
  expect(priceProblem(text, unit)).toBe(problem);
});

it("takes a price of a thousand searches to the last place that a million of them has", ({ expect }) => {
  expect(priceProblem("1000", "web_searches")).toBeUndefined();
  expect(priceProblem("0.000000001", "web_searches")).toBeUndefined();
});
