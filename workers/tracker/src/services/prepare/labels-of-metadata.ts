import { MAX_LIBRECHAT_USD, type UsageLabels } from "@voygent/db";

/** The labels by which usage is summed, and LibreChat's own figure in nano-dollars, null where it has told none. */
export type InteractionLabels = UsageLabels & { agentName: string; librechatCostNanoUsd: number | null };

/**
 * Backslashes, control characters and halves of characters are in no name: only these leave a backslash in its JSON, besides
 * quotation marks. SQL tells them by the same sign.
 */
const isUsable = (text: string) =>
  !JSON.stringify(text)
    .replaceAll(String.raw`\"`, "")
    .includes("\\");

const isName = (value: unknown): value is string => typeof value === "string" && value !== "" && isUsable(value);

const nameOf = (value: unknown): string => (isName(value) ? value : "");

const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter(isName);

/** The order of code points, which is that of SQLite; `<` compares the halves of characters. */
const codePoints = (name: string) =>
  Array.from(name, (character) => (character.codePointAt(0) ?? 0).toString(16).padStart(6, "0")).join("");

function sortedNames(names: string[]): string {
  if (names.length < 2) return JSON.stringify(names);
  const byCodePoints = new Map(names.map((name) => [codePoints(name), name]));
  return JSON.stringify(
    [...byCodePoints].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name),
  );
}

function librechatCost(usd: unknown): number | null {
  return typeof usd === "number" && usd >= 0 && usd <= MAX_LIBRECHAT_USD ? Math.round(usd * 1e9) : null;
}

/** The labels of an interaction by its metadata; null when it has none. Columns of `usage_labels` say what they mean. */
export function labelsOfMetadata(metadata: Readonly<Record<string, unknown>> | null): InteractionLabels | null {
  if (metadata === null) return null;
  const agentName = nameOf(metadata["agent_name"]);
  const librechatCostNanoUsd = librechatCost(metadata["librechat_cost_usd"]);
  const hasLibrechatCost = librechatCostNanoUsd !== null;
  const labels = {
    agent: nameOf(metadata["agent_id"]) || agentName,
    endpoint: nameOf(metadata["endpoint"]),
    tools: sortedNames([...namesOf(metadata["tool_names"]), ...namesOf(metadata["tool_name"])]),
    librechatNotes: sortedNames(namesOf(metadata["librechat_notes"])),
    hasLibrechatCost,
    agentName,
    librechatCostNanoUsd,
  };
  const { agent, endpoint, tools, librechatNotes } = labels;
  const isEmpty = agent === "" && endpoint === "" && tools === "[]" && librechatNotes === "[]";
  return isEmpty && !hasLibrechatCost ? null : labels;
}
