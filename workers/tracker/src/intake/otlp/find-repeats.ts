import type { UsageEvent } from "../usage-event.ts";
import type { SpanTree } from "./span-tree.ts";

const countsOf = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => `${input}/${output}`;

const hasCounts = ({ tokens: { input = 0, output = 0 } }: UsageEvent) => input + output > 0;

/**
 * The ids of calls that say again what a call within them says, each with the id of that one: an application and a gateway
 * behind it often both report a call. The innermost one counts. Only input and output are compared: vocabularies differ in
 * what else they tell.
 */
export function findRepeats(events: readonly UsageEvent[], tree: SpanTree): Map<string, string> {
  const counts = new Map(events.filter(hasCounts).map((event) => [event.id, countsOf(event)]));
  const repeats = new Map<string, string>();
  for (const [id, own] of counts) {
    // A call that is one already has led its inner one to all that are around both.
    if (repeats.has(id)) continue;
    for (const outer of tree.around(id)) if (counts.get(outer) === own) repeats.set(outer, id);
  }
  return repeats;
}
