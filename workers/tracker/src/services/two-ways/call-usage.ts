import type { TokenUsage } from "@voygent/cost";

import { modelDistance } from "../model-distance.ts";

type Counts = Pick<TokenUsage, "input" | "output" | "cache_read" | "cache_write" | "reasoning">;

/** What is compared of two reports of a call. */
export type CallUsage = {
  model: string;
  /** Null when nothing is known of what it used. */
  tokens: Counts | null;
  isTitle: boolean;
  /** Whether it tells the sum of all calls of an answer, as LibreChat's messages do. */
  isWhole: boolean;
};

/** The inputs that a count may stand for, where cached tokens were counted not at all, once or twice, or they alone. */
function inputsOf({ input, cache_read: read, cache_write: write }: Counts): number[] {
  const cached = read + write;
  return cached === 0 ? [input] : [input, input - cached, cached];
}

/** How far the counts of two reports are from being one: 0 the same, 1 but for the cache or reasoning, 2 unknown; null others. */
function countDistance(left: Counts | null, right: Counts | null): number | null {
  if (left === null || right === null) return left === right ? 2 : null;
  if (left.input === right.input && left.output === right.output) return 0;
  const sameOutput =
    left.output === right.output ||
    left.output - left.reasoning === right.output ||
    right.output - right.reasoning === left.output;
  if (!sameOutput || left.output === 0) return null;
  const inputs = inputsOf(right);
  return inputsOf(left).some((input) => inputs.includes(input)) ? 1 : null;
}

/** That of two calls one made the title and the other the answer outweighs a fuller name, not other counts. */
const OTHER_PLACE = 5;

/** How far two reports are from being of one call, 0 being the same; null when they are of two. */
export function distanceOf(left: CallUsage, right: CallUsage): number | null {
  const [models, counts] = [modelDistance(left.model, right.model), countDistance(left.tokens, right.tokens)];
  if (models === null || counts === null) return null;
  return 10 * counts + models + (left.isTitle === right.isTitle ? 0 : OTHER_PLACE);
}

/** Whether two reports of calls at the same place have the same counts, and an output: only their models may speak against one. */
export const haveSameCounts = (left: CallUsage, right: CallUsage): boolean =>
  left.isTitle === right.isTitle &&
  left.isWhole === right.isWhole &&
  left.tokens !== null &&
  left.tokens.output > 0 &&
  countDistance(left.tokens, right.tokens) === 0;

/** Whether two reports may be of one call, or one of a part of the other, although their counts or their models say otherwise. */
export const mayBeOne = (left: CallUsage, right: CallUsage): boolean =>
  left.isTitle === right.isTitle &&
  left.tokens !== null &&
  right.tokens !== null &&
  (left.isWhole !== right.isWhole ||
    modelDistance(left.model, right.model) !== null ||
    (left.tokens.output > 0 && countDistance(left.tokens, right.tokens) !== null));
