import type { Interaction } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { formatExactUsd } from "../../format/money.ts";
import { Fact } from "../../ui/fact.tsx";
import { AgentNames } from "./agent-names.tsx";
import { conversationLabels } from "./conversation-labels.ts";
import { purposeName } from "./purpose-name.ts";
import { ToolBadges } from "./tool-badges.tsx";

const USD_PLACES = 9;

const NOTES = new Map([
  ["default_rate", "LibreChat did not know the model and charged its default of $6 per million tokens."],
  ["cancel_surcharge", "LibreChat adds 15 % to what was stopped."],
  ["cache_overlap_suspect", "LibreChat may have counted the cached tokens twice."],
  ["agent_model", "LibreChat priced the id of an agent in the place of a model."],
]);

const countNames = (names: string[]) =>
  [...Map.groupBy(names, (name) => name)].map(([name, calls]) => ({ name, call_count: calls.length }));

/** What LibreChat said of a call: agent, endpoint, purpose, tools, and its own figure of the cost beside ours. */
export function ConversationFacts({ interaction }: { interaction: Interaction }) {
  const labels = conversationLabels(interaction);
  if (labels === null) return null;
  const { agent_id: id = null, agent_name: name = null, librechat_cost_usd: theirs, tool_names: tools = [] } = labels;
  const notes = (labels.librechat_notes ?? []).flatMap((note) => NOTES.get(note) ?? []);
  return (
    <section aria-label="Conversation" className="min-w-0">
      <h3 className="mb-2.5 text-xs font-semibold">Conversation</h3>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
        {(id !== null || name !== null) && (
          <Fact name="Agent">
            <AgentNames agents={[{ id, name }]} />
          </Fact>
        )}
        {labels.endpoint !== undefined && (
          <Fact name="Endpoint">
            <span className="wrap-anywhere">{labels.endpoint}</span>
          </Fact>
        )}
        {labels.context_type !== undefined && <Fact name="Made for">{purposeName(labels.context_type)}</Fact>}
        {labels.finish_type !== undefined && <Fact name="Ended with">{labels.finish_type}</Fact>}
        {labels.web_search_count !== undefined && (
          <Fact name="Web searches">{formatCount(labels.web_search_count)}</Fact>
        )}
        {theirs !== undefined && (
          <>
            <Fact name="LibreChat’s own figure">
              <span className="figures">{formatExactUsd(theirs.toFixed(USD_PLACES))}</span>
            </Fact>
            <Fact name="Our cost of the tokens">
              <span className="figures">
                {interaction.cost.ai_tokens === null ? "Not known" : formatExactUsd(interaction.cost.ai_tokens)}
              </span>
            </Fact>
          </>
        )}
        {tools.length > 0 && <ToolBadges tools={countNames(tools)} />}
      </dl>
      {notes.map((note) => (
        <p key={note} className="mt-2 text-xs text-muted">
          {note}
        </p>
      ))}
    </section>
  );
}
