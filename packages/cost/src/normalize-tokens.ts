import { TOKEN_KINDS, type TokenKind, type TokenUsage } from "./token-usage.ts";

/** How a source counts: whether `input` holds the cache tokens, and whether `output` holds the reasoning tokens. */
export type TokenSemantics = { usage: "inclusive" | "exclusive"; reasoning: "included" | "added" };

/** Counts as they were given; an absent one is 0. */
export type GivenCounts = Partial<Record<TokenKind, number | undefined>>;

/** A count that was larger than what contains it, and what was kept of it. */
export type ClampedCount = { kind: TokenKind; given: number; kept: number };

function fill(counts: GivenCounts): TokenUsage {
  return {
    input: counts.input ?? 0,
    output: counts.output ?? 0,
    cache_read: counts.cache_read ?? 0,
    cache_write: counts.cache_write ?? 0,
    cache_write_1h: counts.cache_write_1h ?? 0,
    reasoning: counts.reasoning ?? 0,
    input_audio: counts.input_audio ?? 0,
    output_audio: counts.output_audio ?? 0,
    cache_read_audio: counts.cache_read_audio ?? 0,
    input_image: counts.input_image ?? 0,
    output_image: counts.output_image ?? 0,
    cache_read_image: counts.cache_read_image ?? 0,
    input_video: counts.input_video ?? 0,
    cache_read_video: counts.cache_read_video ?? 0,
    output_video: counts.output_video ?? 0,
    output_citation: counts.output_citation ?? 0,
  };
}

/** Cuts the counts, in the order given, to what is left of `available`. */
function fitInto(available: number, tokens: TokenUsage, kinds: TokenKind[]): void {
  let left = available;
  for (const kind of kinds) {
    tokens[kind] = Math.min(tokens[kind], left);
    left -= tokens[kind];
  }
}

/** Cuts a kind of input so that what of it was not read from the cache fits into `fresh`; returns what is left of `fresh`. */
function fitFresh(fresh: number, tokens: TokenUsage, kind: TokenKind, cachedKind: TokenKind): number {
  tokens[cachedKind] = Math.min(tokens[cachedKind], tokens[kind]);
  tokens[kind] = Math.min(tokens[kind], fresh + tokens[cachedKind]);
  return fresh - (tokens[kind] - tokens[cachedKind]);
}

/**
 * Brings the counts of one call into normal form. A subset larger than what contains it, or siblings that together are
 * larger, are cut in the order cache read, cache write, audio, image, video; reasoning, audio, image, video, citations. What was cut is listed.
 */
export function normalizeTokens(
  counts: GivenCounts,
  semantics: TokenSemantics,
): { tokens: TokenUsage; clamped: ClampedCount[] } {
  const tokens = fill(counts);
  if (semantics.usage === "exclusive") tokens.input += tokens.cache_read + tokens.cache_write;
  if (semantics.reasoning === "added") tokens.output += tokens.reasoning;
  const given = { ...tokens };

  fitInto(tokens.input, tokens, ["cache_read", "cache_write"]);
  fitInto(tokens.cache_write, tokens, ["cache_write_1h"]);
  fitInto(tokens.cache_read, tokens, ["cache_read_audio", "cache_read_image", "cache_read_video"]);
  let fresh = tokens.input - tokens.cache_read - tokens.cache_write;
  fresh = fitFresh(fresh, tokens, "input_audio", "cache_read_audio");
  fresh = fitFresh(fresh, tokens, "input_image", "cache_read_image");
  fitFresh(fresh, tokens, "input_video", "cache_read_video");
  fitInto(tokens.output, tokens, ["reasoning", "output_audio", "output_image", "output_video", "output_citation"]);

  const clamped: ClampedCount[] = [];
  for (const kind of TOKEN_KINDS) {
    if (tokens[kind] < given[kind]) clamped.push({ kind, given: given[kind], kept: tokens[kind] });
  }
  return { tokens, clamped };
}
