import type * as z from "zod";

type Json = z.core.util.JSONType;

/** Last words of names under which programs keep what people and models wrote. */
const CONTENT_WORDS = new Set(
  (
    "prompt prompts completion completions content contents message messages msg text texts input inputs output outputs " +
    "response responses request requests query queries question questions answer answers argument arguments args " +
    "result results body transcript conversation history document documents instruction instructions"
  ).split(" "),
);

/** The last word of a name: `tool_input`, `toolInput` and `gen_ai.tool-input` all end in `input`. */
function lastWord(name: string): string {
  const words = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").split(/[^\p{L}\d]+/u);
  return (words.findLast((word) => word !== "") ?? "").toLowerCase();
}

/**
 * The labels without what holds content: entries whose name ends in a word such as prompt, message, input or result,
 * in any case, at any depth. `droppedCount` says how many entries went.
 */
export function dropContent(labels: Record<string, Json>): { kept: Record<string, Json>; droppedCount: number } {
  let droppedCount = 0;
  const keep = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(keep);
    return typeof value === "object" && value !== null ? keepEntries(value) : value;
  };
  const keepEntries = (entries: Record<string, Json>): Record<string, Json> => {
    const names = Object.entries(entries).filter(([name]) => !CONTENT_WORDS.has(lastWord(name)));
    droppedCount += Object.keys(entries).length - names.length;
    return Object.fromEntries(names.map(([name, value]) => [name, keep(value)]));
  };
  return { kept: keepEntries(labels), droppedCount };
}
