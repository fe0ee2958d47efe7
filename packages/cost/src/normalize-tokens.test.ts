import { describe, it } from "vitest";

import { normalizeTokens } from "./normalize-tokens.ts";

const INCLUSIVE = { usage: "inclusive", reasoning: "included" } as const;

describe("normalizeTokens", () => {
  it("leaves inclusive counts as they are and fills what is absent with zero", ({ expect }) => {
    const { tokens, clamped } = normalizeTokens({ input: 1_000, cache_read: 400, output: 100 }, INCLUSIVE);
    expect(tokens).toEqual({
      input: 1_000,
      output: 100,
      cache_read: 400,
      cache_write: 0,
      cache_write_1h: 0,
      reasoning: 0,
      input_audio: 0,
      output_audio: 0,
      cache_read_audio: 0,
      input_image: 0,
      output_image: 0,
      cache_read_image: 0,
      input_video: 0,
      cache_read_video: 0,
      output_video: 0,
      output_citation: 0,
    });
    expect(clamped).toEqual([]);
  });

  it("adds cache tokens to an exclusive input", ({ expect }) => {
    const counts = { input: 3, cache_read: 9_511, cache_write: 1_956 };
    expect(normalizeTokens(counts, { ...INCLUSIVE, usage: "exclusive" }).tokens.input).toBe(11_470);
  });

  it("adds reasoning that came beside the output", ({ expect }) => {
    const counts = { output: 12, reasoning: 132 };
    expect(normalizeTokens(counts, { ...INCLUSIVE, reasoning: "added" }).tokens.output).toBe(144);
  });

  it.for([
    ["cache_read", { input: 10, cache_read: 15 }, 15, 10],
    ["cache_write", { input: 10, cache_read: 6, cache_write: 6 }, 6, 4],
    ["cache_write_1h", { input: 10, cache_write: 3, cache_write_1h: 5 }, 5, 3],
    ["reasoning", { output: 10, reasoning: 11 }, 11, 10],
    ["output_audio", { output: 10, reasoning: 8, output_audio: 3 }, 3, 2],
    ["input_audio", { input: 10, cache_read: 8, input_audio: 5 }, 5, 2],
    ["input_image", { input: 10, input_audio: 6, input_image: 6 }, 6, 4],
    ["cache_read_audio", { input: 10, cache_read: 4, input_audio: 10, cache_read_audio: 5 }, 5, 4],
  ] as const)("cuts %s to what contains it and says so", ([kind, counts, given, kept], { expect }) => {
    const result = normalizeTokens(counts, INCLUSIVE);
    expect(result.clamped).toEqual([{ kind, given, kept }]);
    expect(result.tokens[kind]).toBe(kept);
  });

  it("lets audio and cache overlap when the overlap is given", ({ expect }) => {
    const counts = { input: 100, cache_read: 80, input_audio: 90, cache_read_audio: 70 };
    expect(normalizeTokens(counts, INCLUSIVE)).toMatchObject({ tokens: counts, clamped: [] });
  });
});
