import { expect, it } from "vitest";

import { auditDetailText } from "./audit-detail-text.ts";

it.each([
  {
    detail: {
      service_tier: "standard",
      prices: {
        input: { base: "0.25", tiers: [{ above_input_tokens: 200_000, inclusive: false, price: "1" }] },
        web_searches: { base: "10000", tiers: [] },
      },
      is_free: false,
      daily_window: { start: "22:00Z", end: "06:00Z", weekdays: [6, 7] },
      effective_from: "2026-01-01T00:00:00.000Z",
      effective_to: null,
    },
    text: "service tier standard, Input $0.25 above 200K $1.00, Web searches $10.00, 22:00–06:00 UTC, Sat, Sun, effective from 1 Jan 2026, 00:00",
  },
  {
    detail: { id: "1", moves: [{ unit: "input", above_input_tokens: null, from: "1.25", to: "25", factor: 20 }] },
    text: "Input $1.25 → $25.00",
  },
  {
    detail: {
      filter: { start_ms: 86_400_000, end_ms: 172_800_000, models: null },
      book_version: 18,
      rehearsal_id: "2",
    },
    text: "start 2 Jan 1970, 00:00, end 3 Jan 1970, 00:00",
  },
  { detail: { free_tier: true, scopes: ["track", "read"], added: 0 }, text: "free tier, scopes track, read" },
])("tells $text", ({ detail, text }) => {
  expect(auditDetailText(detail, "UTC")).toBe(text);
});
