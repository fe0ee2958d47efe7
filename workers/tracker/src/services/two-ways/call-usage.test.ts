import { describe, it } from "vitest";

import { type CallUsage, distanceOf } from "./call-usage.ts";

const usage = (model: string, input: number, output: number, more: object = {}): CallUsage => ({
  model,
  tokens: { input, output, cache_read: 0, cache_write: 0, reasoning: 0, ...more },
  isTitle: false,
  isWhole: false,
});

describe("reports of calls that are not one", () => {
  const gpt = usage("gpt-4o", 100, 10);
  it.for<[string, CallUsage, CallUsage]>([
    ["have models of which one begins like the other", gpt, usage("gpt-4o-mini", 100, 10)],
    ["have other models", gpt, usage("claude-sonnet-4-5", 100, 10)],
    ["have other outputs", gpt, usage("gpt-4o", 100, 11)],
    ["have other inputs", gpt, usage("gpt-4o", 101, 10)],
    ["have other inputs without an output", usage("gpt-4o", 100, 0, { cache_read: 40 }), usage("gpt-4o", 60, 0)],
    ["have counts and none", gpt, { ...gpt, tokens: null }],
  ])("%s", ([, left, right], { expect }) => {
    expect([distanceOf(left, right), distanceOf(right, left)]).toEqual([null, null]);
  });
});

describe("reports of one call", () => {
  it("are nearer the more they agree", ({ expect }) => {
    const call = usage("anthropic.claude-sonnet-4-5", 100, 10, { cache_read: 40 });
    const distances = [
      usage("us.anthropic.claude-sonnet-4-5", 100, 10, { cache_read: 40 }),
      usage("claude-sonnet-4-5-20250929", 100, 10),
      usage("", 100, 10),
      { ...call, isTitle: true },
      usage("claude-sonnet-4-5", 60, 10),
    ].map((other) => distanceOf(call, other) ?? Number.NaN);
    expect(distances).toEqual(distances.toSorted((left, right) => left - right));
    expect(new Set(distances).size).toBe(5);
  });
});
