import { it } from "vitest";

import { moveText } from "./move-text.ts";

const moveOf = (from: string, to: string, factor: number) => ({
  unit: "input",
  above_input_tokens: null,
  from,
  to,
  factor,
});

it("says of a price that comes or goes what it does to a call", ({ expect }) => {
  expect(moveText(moveOf("0.044", "0.003625", 12.1))).toBe("12.1×");
  expect(moveText(moveOf("10000", "0", 14.3))).toBe("a call would cost 14.3× less");
  expect(moveText(moveOf("0", "10000", 14.3))).toBe("a call would cost 14.3× as much");
  expect(moveText(moveOf("0", "0.06", 0))).toBe("was free");
  expect(moveText(moveOf("0.06", "0", 0))).toBe("becomes free");
});
