import { it } from "vitest";

import { orderMoves } from "./order-moves.ts";

const moveOf = (unit: string, above: number | null) => ({
  unit,
  above_input_tokens: above,
  from: "1",
  to: "20",
  factor: 20,
});

it("tells input first and the base price of a unit before its tiers", ({ expect }) => {
  const moves = [
    moveOf("web_searches", null),
    moveOf("output", 200_000),
    moveOf("input", 200_000),
    moveOf("input", 128_000),
    moveOf("output", null),
    moveOf("input", null),
  ];
  expect(orderMoves(moves).map(({ unit, above_input_tokens: above }) => `${unit} ${above ?? "base"}`)).toEqual([
    "input base",
    "input 128000",
    "input 200000",
    "output base",
    "output 200000",
    "web_searches base",
  ]);
});
