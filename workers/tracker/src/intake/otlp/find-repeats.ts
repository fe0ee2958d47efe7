import { isCounted } from "../is-counted.ts";
import type { UsageEvent } from "../usage-event.ts";
import type { SpanTree } from "./span-tree.ts";

const countsOf = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => `${input}/${output}`;

const hasCounts = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => input + output > 0;

/** What the calls directly within a call used together, and one of them. */
type Within = { tokens: { input: number; output: number }; count: number; id: string };

/** What calls have within them, by their ids; those that have no call within them are not here. */
export function sumWithin(events: readonly UsageEvent[], tree: SpanTree): Map<string, Within> {
  const counted = new Set(events.map(({ id }) => id));
  const sums = new Map<string, Within>();
  for (const { id, tokens } of events) {
    for (const outer of tree.around(id)) {
      if (!counted.has(outer)) continue;
      const { tokens: sum, count } = sums.get(outer) ?? { tokens: { input: 0, output: 0 }, count: 0 };
      const [input, output] = [sum.input + (tokens.input ?? 0), sum.output + (tokens.output ?? 0)];
      sums.set(outer, { tokens: { input, output }, count: count + 1, id });
      break;
    }
  }
  return sums;
}

/** A call that went well and does not tell what it used: one within it that does is the same, told in full. */
const isSilent = (event: UsageEvent) => event.status === "ok" && !isCounted(event);

/**
 * The ids of calls that say again what a call within them says, or what several calls within them say together, or nothing of what
 * one within them says, each with the id of that one: an application and a gateway behind it often both report a call. The
 * innermost one counts. Only input and output are compared: vocabularies differ in what else they tell.
 */
export function findRepeats(events: readonly UsageEvent[], tree: SpanTree): Map<string, string> {
  const counts = new Map(events.filter(hasCounts).map((event) => [event.id, countsOf(event)]));
  const silent = new Set(events.filter(isSilent).map(({ id }) => id));
  const repeats = new Map<string, string>();
  for (const [id, own] of counts) {
    // A call that is one already has led its inner one to all that are around both.
    if (repeats.has(id)) continue;
    for (const outer of tree.around(id)) if (counts.get(outer) === own || silent.has(outer)) repeats.set(outer, id);
  }
  for (const [outer, { tokens, count, id }] of sumWithin(events.filter(hasCounts), tree)) {
    if (count > 1 && !repeats.has(outer) && counts.get(outer) === `${tokens.input}/${tokens.output}`) {
      repeats.set(outer, id);
    }
  }
  return repeats;
}
