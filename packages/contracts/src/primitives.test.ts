import { describe, it } from "vitest";

import { InstantOrDay } from "./primitives.ts";

const ask = (text: string) => {
  const { success, data, error } = InstantOrDay.safeParse(text);
  return success ? data : error.issues[0]?.message;
};

const EXPECTED = "expected a day such as 2026-03-04, or an instant with a zone such as 2026-03-04T09:15:04.120Z";

describe("an instant or a day", () => {
  it.for([
    ["2026-07-01", "2026-07-01T00:00:00Z"],
    ["2028-02-29", "2028-02-29T00:00:00Z"],
    ["2026-07-01T02:00:00+02:00", "2026-07-01T02:00:00+02:00"],
    ["2026-07-01t09:15:04.120z", "2026-07-01T09:15:04.120Z"],
  ] as const)("%s is %s", ([text, instant], { expect }) => {
    expect(ask(text)).toBe(instant);
  });

  it.for([
    ["2026-02-30", EXPECTED],
    ["2026-7-1", EXPECTED],
    ["2026-07-01T09:15:04", EXPECTED],
    ["2026-07-01T25:00:00Z", EXPECTED],
    ["tomorrow", EXPECTED],
    ["", EXPECTED],
    ["1969-12-31", "must be between the years 1970 and 2999"],
    ["3000-01-01T00:00:00Z", "must be between the years 1970 and 2999"],
  ] as const)("%s is refused", ([text, message], { expect }) => {
    expect(ask(text)).toBe(message);
  });
});
