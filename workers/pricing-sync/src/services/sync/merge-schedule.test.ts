import { OPEN_MS } from "@voygent/db";
import { describe, it } from "vitest";

import { mergeSchedule } from "./merge-schedule.ts";
import type { PriceGroup } from "./price-groups.ts";

const NOW = Date.parse("2026-03-04T12:00:00Z");
const PAST = Date.parse("2026-01-01");
const EARLIER = Date.parse("2025-06-01");
const FUTURE = Date.parse("2026-09-01");

/** A period that charges `price`, without an end of its own. */
const from = (fromMs: number, price: string, toMs = OPEN_MS): PriceGroup => ({
  fromMs,
  toMs,
  entries: [{ window: [0, 1440, 127], isFree: false, rates: price, flags: "[]" }],
});

const told = (groups: PriceGroup[]) => groups.map(({ fromMs, toMs, entries }) => [fromMs, toMs, entries[0]?.rates]);

type Case = [name: string, stored: PriceGroup[], listed: PriceGroup[], merged: [number, number, string][]];

describe("a schedule", () => {
  it.for<Case>([
    [
      "is taken as it is listed when it is first seen",
      [],
      [from(0, "1"), from(PAST, "2"), from(FUTURE, "3")],
      [
        [0, PAST, "1"],
        [PAST, FUTURE, "2"],
        [FUTURE, OPEN_MS, "3"],
      ],
    ],
    ["stays as it is when nothing has changed", [from(0, "1")], [from(0, "1")], [[0, OPEN_MS, "1"]]],
    [
      "lets a change without a date begin now",
      [from(0, "1")],
      [from(0, "2")],
      [
        [0, NOW, "1"],
        [NOW, OPEN_MS, "2"],
      ],
    ],
    [
      "keeps the date at which a change was seen while the list still has none",
      [from(0, "1"), from(PAST, "2")],
      [from(0, "2")],
      [
        [0, PAST, "1"],
        [PAST, OPEN_MS, "2"],
      ],
    ],
    [
      "lets a change hold from the day that the list gives, though it came after it",
      [from(0, "1")],
      [from(0, "1"), from(PAST, "2")],
      [
        [0, PAST, "1"],
        [PAST, OPEN_MS, "2"],
      ],
    ],
    [
      "moves a change that was seen to the day that the list gives afterwards",
      [from(0, "1"), from(PAST, "2")],
      [from(0, "1"), from(EARLIER, "2")],
      [
        [0, EARLIER, "1"],
        [EARLIER, OPEN_MS, "2"],
      ],
    ],
    [
      "lets a price that was edited under its old date begin now",
      [from(0, "1"), from(PAST, "2")],
      [from(0, "1"), from(PAST, "3")],
      [
        [0, PAST, "1"],
        [PAST, NOW, "2"],
        [NOW, OPEN_MS, "3"],
      ],
    ],
    [
      "does not move what was edited under its old date back to it later",
      [from(0, "1"), from(PAST, "2"), from(PAST + 1, "3")],
      [from(0, "1"), from(PAST, "3")],
      [
        [0, PAST, "1"],
        [PAST, PAST + 1, "2"],
        [PAST + 1, OPEN_MS, "3"],
      ],
    ],
    [
      "corrects a past price under its date",
      [from(0, "1"), from(EARLIER, "2"), from(PAST, "3")],
      [from(0, "1"), from(EARLIER, "9"), from(PAST, "3")],
      [
        [0, EARLIER, "1"],
        [EARLIER, PAST, "9"],
        [PAST, OPEN_MS, "3"],
      ],
    ],
    [
      "learns a past price that it did not know",
      [from(0, "1"), from(PAST, "3")],
      [from(0, "1"), from(EARLIER, "2"), from(PAST, "3")],
      [
        [0, EARLIER, "1"],
        [EARLIER, PAST, "2"],
        [PAST, OPEN_MS, "3"],
      ],
    ],
    [
      "keeps past prices that have left the list",
      [from(0, "1"), from(PAST, "2")],
      [from(0, "2")],
      [
        [0, PAST, "1"],
        [PAST, OPEN_MS, "2"],
      ],
    ],
    [
      "does not let an undated first price rewrite the past",
      [from(0, "1"), from(PAST, "2")],
      [from(0, "9"), from(PAST, "2")],
      [
        [0, PAST, "1"],
        [PAST, OPEN_MS, "2"],
      ],
    ],
    ["withdraws a price to come", [from(0, "1"), from(FUTURE, "2")], [from(0, "1")], [[0, OPEN_MS, "1"]]],
    [
      "moves a price to come",
      [from(0, "1"), from(FUTURE, "2")],
      [from(0, "1"), from(FUTURE + 1, "2")],
      [
        [0, FUTURE + 1, "1"],
        [FUTURE + 1, OPEN_MS, "2"],
      ],
    ],
    ["ends when the list says so", [from(0, "1")], [from(0, "1", FUTURE)], [[0, FUTURE, "1"]]],
    ["goes on when the list no longer ends it", [from(0, "1", FUTURE)], [from(0, "1")], [[0, OPEN_MS, "1"]]],
  ])("%s", ([, stored, listed, merged], { expect }) => {
    expect(told(mergeSchedule(stored, listed, NOW))).toEqual(merged);
  });
});
