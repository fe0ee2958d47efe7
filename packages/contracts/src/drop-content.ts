import type * as z from "zod";

import { MAX_TEXT_CHARACTERS } from "./text-limit.ts";

type Json = z.core.util.JSONType;

/** Words of names under which programs keep what people and models wrote. */
const CONTENT_WORDS = new Set(
  (
    "prompt prompts completion completions content contents message messages msg msgs text texts input inputs output " +
    "outputs response responses request requests query queries question questions answer answers argument arguments " +
    "arg args parameter parameters params result results body bodies transcript transcripts conversation conversations " +
    "history document documents instruction instructions reply replies summary summaries comment comments title titles " +
    "utterance utterances turn turns say said speech assistant context contexts markdown html payload payloads call " +
    "code sql stdout stderr keyword keywords ask " +
    "calls chat chats thought thoughts thinking reasoning description snippet snippets note notes feedback subject " +
    "chunk chunks passage passages quote translation draft memory memories " +
    "userinput useroutput usermessage userprompt userquery systemprompt systemmessage toolinput tooloutput toolresult " +
    "toolargs toolcall toolcalls functioncall prompttext messagetext inputtext outputtext"
  ).split(" "),
);

/** Last words of names of labels, which say something about content without being it: `request_id`, `message_count`. */
const LABEL_WORDS = new Set(
  (
    "id ids uuid guid name names kind kinds type types model models version versions count counts number size sizes " +
    "length bytes tokens chars ms seconds millis duration latency time at date status method route path endpoint host " +
    "region tier flag enabled language lang locale format index hash score rate ratio cost limit effort level mode " +
    "budget provider role category channel"
  ).split(" "),
);

/** `code` alone is content, what a model wrote; LibreChat's notes are names out of a short list. */
const LABEL_ENDINGS = new Set(["status code", "error code", "librechat notes"]);

/** The words of a name without digits: `tool_input2`, `toolInput` and `gen_ai.tool-input` all end in `input`. */
function wordsOf(name: string): string[] {
  const parted = name.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  return parted
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

function holdsContent(name: string): boolean {
  const words = wordsOf(name);
  const isLabel = LABEL_WORDS.has(words.at(-1) ?? "") || LABEL_ENDINGS.has(words.slice(-2).join(" "));
  return !isLabel && words.some((word) => CONTENT_WORDS.has(word));
}

/** Programs use few names; what a client makes up must not fill the memory. */
const MAX_KNOWN_NAMES = 1_000;
const MAX_KNOWN_CHARACTERS = 64;

const known = new Map<string, boolean>();

/** `holdsContent`, remembered for the first names that come. */
function isContentName(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const isContent = holdsContent(name);
  if (known.size < MAX_KNOWN_NAMES && name.length <= MAX_KNOWN_CHARACTERS) known.set(name, isContent);
  return isContent;
}

const isLong = (value: Json) =>
  typeof value === "string" && value.length > MAX_TEXT_CHARACTERS && Array.from(value).length > MAX_TEXT_CHARACTERS;

/**
 * The labels without what holds content, at any depth: entries with a word such as prompt, message, input or result in
 * their name, unless it ends as a label's does (`message_count`, `request_id`), and texts of more than 256 characters.
 * `droppedCount` says how many entries went.
 */
export function dropContent(labels: Record<string, Json>): { kept: Record<string, Json>; droppedCount: number } {
  let droppedCount = 0;
  const isKept = (value: Json, name = ""): boolean => {
    const isDropped = isContentName(name) || isLong(value);
    if (isDropped) droppedCount += 1;
    return !isDropped;
  };
  const keep = (value: Json): Json => {
    if (Array.isArray(value)) return value.filter((element) => isKept(element)).map(keep);
    return typeof value === "object" && value !== null ? keepEntries(value) : value;
  };
  const keepEntries = (entries: Record<string, Json>): Record<string, Json> => {
    const named = Object.entries(entries).filter(([name, value]) => isKept(value, name));
    return Object.fromEntries(named.map(([name, value]) => [name, keep(value)]));
  };
  return { kept: keepEntries(labels), droppedCount };
}
