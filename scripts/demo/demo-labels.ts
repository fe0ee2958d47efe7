import { createRandom, pickWeighted, seedOf } from "./create-random.ts";
import type { DemoTrade } from "./demo-users.ts";

/** What an assistant says of a call besides what it used; `agent_name` is shown for its id. */
export type DemoLabels = { endpoint: string; agent_id?: string; agent_name?: string; tool_names?: string[] };

type Agent = { id: string; name: string; tools: readonly string[]; weight: number };

const AGENTS: readonly [Agent, ...Agent[]] = [
  { id: "agent_release_notes", name: "Release Notes Writer", tools: ["search_issues"], weight: 5 },
  { id: "agent_sql", name: "Warehouse Analyst", tools: ["execute_code", "query_warehouse"], weight: 3 },
  { id: "agent_helpdesk", name: "Helpdesk", tools: ["file_search"], weight: 4 },
  { id: "agent_research", name: "Market Research", tools: ["web_search", "read_page"], weight: 2 },
];

const ENDPOINTS: Record<string, string> = { anthropic: "anthropic", google: "google", openai: "openAI" };

/** Labels of the chats of one session, from a stream of their own: a session stays what it is without them. */
export function labelSession(trade: DemoTrade, provider: string, seed: number): () => DemoLabels {
  const random = createRandom(seedOf(seed, 0x1abe1));
  // Those who look up much work with agents.
  if (random() > 0.3 + trade.dbShare + trade.apiShare) return () => ({ endpoint: ENDPOINTS[provider] ?? "custom" });
  const agent = pickWeighted(random, AGENTS);
  return () => {
    const used = agent.tools.filter(() => random() < 0.3);
    const labels = { endpoint: "agents", agent_id: agent.id, agent_name: agent.name };
    return used.length === 0 ? labels : { ...labels, tool_names: used };
  };
}
