import { it } from "vitest";

import { movePrice, moveText } from "./move-text.ts";

const moveOf = (unit: string, from: string, to: string, factor: number) => ({
  unit,
  above_input_tokens: null,
  from,
  to,
  factor,
});

it.for([
  [moveOf("input", "0.044", "0.003625", 12.1), "12.1×"],
  [moveOf("input", "2.5", "40", 16), "16×"],
  [moveOf("output", "0.002", "5", 2500), "2,500×"],
  [moveOf("web_searches", "10000", "0", 14.3), "a call would cost 14.3× less"],
  [moveOf("requests", "0", "10000", 14.3), "a call would cost 14.3× as much"],
  [moveOf("web_searches", "0", "900000", 90), "90× any other"],
  [moveOf("output", "0", "10", 10_000_000), "was nothing"],
  [moveOf("output", "10", "0", 10_000_000), "becomes nothing"],
  [moveOf("input", "0", "0.06", 0), "was free"],
  [moveOf("input", "0.06", "0", 0), "becomes free"],
] as const)("says of %j how far it moves", ([move, text], { expect }) => {
  expect(moveText(move)).toBe(text);
});

it.for([
  [moveOf("web_searches", "0", "900000", 90), ["—", "$900.00"]],
  [moveOf("requests", "10000", "0", 14.3), ["$10.00", "—"]],
  [moveOf("output", "0", "10", 10_000_000), ["$0.00", "$10.00"]],
  [moveOf("input", "0", "0.06", 0), ["$0.00", "$0.06"]],
] as const)("tells the prices of %j, none as a dash", ([move, prices], { expect }) => {
  expect([movePrice(move.from, move), movePrice(move.to, move)]).toEqual(prices);
});
