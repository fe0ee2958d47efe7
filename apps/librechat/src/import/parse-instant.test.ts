import { describe, it } from "vitest";

import { parseInstant } from "./parse-instant.ts";

describe("an instant of the command line", () => {
  it.for([
    ["2026-03-01", Date.UTC(2026, 2, 1)],
    ["2024-02-29", Date.UTC(2024, 1, 29)],
    ["2026-03-01T00:30+01:00", Date.UTC(2026, 1, 28, 23, 30)],
    ["2026-02-30", null],
    ["2026-02-29T10:00:00Z", null],
    ["2026-13-01", null],
    ["2026-03-01T10:00", null],
    ["yesterday", null],
  ] as const)("%s is %s", ([text, ms], { expect }) => {
    expect(parseInstant(text)).toBe(ms);
  });
});
