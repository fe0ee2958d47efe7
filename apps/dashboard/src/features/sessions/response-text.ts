import type { SessionResponse } from "../../api/schema.ts";
import { formatQuantity } from "../../format/counts.ts";
import { purposeName } from "./purpose-name.ts";

type Part = Pick<SessionResponse["parts"][number], "context_type" | "interaction_count">;

/** Who gave a response: its agents by name, else the endpoint, else what it was made for. */
export function responseName({
  agents,
  endpoint,
  parts,
}: Pick<SessionResponse, "agents" | "endpoint"> & { parts: Part[] }): string {
  const names = agents.flatMap(({ id, name }) => name ?? id ?? []);
  if (names.length > 0) return names.join(", ");
  return endpoint ?? purposeName(parts[0]?.context_type ?? null);
}

/** Which tools a response used, and how often: `web_search ×2, calculator`; empty where it used none. */
export const toolsText = ({ tools }: Pick<SessionResponse, "tools">): string =>
  tools.map(({ name, call_count: count }) => (count > 1 ? `${name} ×${count}` : name)).join(", ");

/** What besides the answer a response is made of: `title, 2 subagent`; the number of calls where there is nothing else. */
export function purposesText({
  parts,
  interaction_count: count,
}: Pick<SessionResponse, "interaction_count"> & { parts: Part[] }): string {
  const others = parts.filter(({ context_type: type }) => type !== "message" && type !== null);
  if (others.length === 0 || parts.length === 1) return formatQuantity(count, "call");
  return others
    .map(({ context_type: type, interaction_count: calls }) => {
      const name = purposeName(type).toLowerCase();
      return calls > 1 ? `${calls} ${name}` : name;
    })
    .join(", ");
}
