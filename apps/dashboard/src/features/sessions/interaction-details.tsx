import type { Interaction } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { formatExactUsd } from "../../format/money.ts";
import { formatDuration } from "../../format/time.ts";
import { cn } from "../../ui/cn.ts";
import { Fact } from "../../ui/fact.tsx";
import { Instant } from "../../ui/instant.tsx";
import { ConversationFacts } from "./conversation-facts.tsx";
import { FeedbackList } from "./feedback-list.tsx";
import { CostExplanation } from "./cost-explanation.tsx";
import { tokenFacts } from "./token-facts.ts";

/** Everything that is known about an interaction: its cost and where the price came from, its tokens, its resources, its labels. */
export function InteractionDetails({ interaction, tz }: { interaction: Interaction; tz: string }) {
  const {
    id,
    provider,
    service_tier: serviceTier,
    source,
    environment,
    received_at: receivedAt,
    metadata,
    feedback,
  } = interaction;
  const { db, api_calls: apiCalls, compute, ttft_ms: ttftMs, reported_cost: reportedCost } = interaction;
  const isUsageKnown = interaction.cost.unpriced_reason !== "usage_unknown";
  const hasMetadata = metadata !== null && Object.keys(metadata).length > 0;
  // The last place is that of labels and feedback; without any, the origin has it where there are three columns.
  const hasMore = hasMetadata || feedback.length > 0;
  return (
    <div className="@container">
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 p-4 @2xl:grid-cols-2 @5xl:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_minmax(0,3fr)]">
        <CostExplanation interaction={interaction} tz={tz} />
        <div className={cn("flex min-w-0 flex-col gap-6", !hasMore && "@5xl:contents")}>
          <section aria-label="Usage">
            <h3 className="mb-2.5 text-xs font-semibold">Usage</h3>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
              {tokenFacts(interaction).map(({ name, count }) => (
                <Fact key={name} name={name}>
                  <span className="figures">{isUsageKnown ? formatCount(count) : "—"}</span>
                </Fact>
              ))}
              <Fact name="Rows read / written">
                <span className="figures">
                  {formatCount(db.rows_read)} / {formatCount(db.rows_written)}
                </span>
              </Fact>
              <Fact name="API calls">
                <span className="figures">{formatCount(apiCalls)}</span>
              </Fact>
              <Fact name="CPU time">
                <span className="figures">{formatCount(compute.cpu_ms)} ms</span>
              </Fact>
              <Fact name="Time to first token">{ttftMs === null ? "—" : formatDuration(ttftMs)}</Fact>
            </dl>
          </section>
          <section aria-label="Origin">
            <h3 className="mb-2.5 text-xs font-semibold">Origin</h3>
            <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
              <Fact name="Id">
                <span className="font-mono text-xs break-all">{id}</span>
              </Fact>
              <Fact name="Received">
                <Instant at={receivedAt} tz={tz} />
              </Fact>
              <Fact name="Provider">{provider ?? "—"}</Fact>
              <Fact name="Service tier">{serviceTier ?? "—"}</Fact>
              <Fact name="Source">
                <span className="break-words">{source}</span>
              </Fact>
              <Fact name="Environment">
                <span className="break-words">{environment}</span>
              </Fact>
              <Fact name="Cost the client reported">{reportedCost === null ? "—" : formatExactUsd(reportedCost)}</Fact>
            </dl>
          </section>
        </div>
        {hasMore && (
          <div className="grid min-w-0 grid-cols-1 content-start gap-6 @2xl:col-span-2 @2xl:grid-cols-2 @2xl:gap-x-10 @5xl:col-span-1 @5xl:grid-cols-1">
            <ConversationFacts interaction={interaction} />
            <FeedbackList feedback={feedback} tz={tz} />
            {hasMetadata && (
              <section aria-label="Metadata">
                <h3 className="mb-2 text-xs font-semibold">Metadata</h3>
                <pre className="max-h-48 overflow-auto rounded-md border bg-panel p-2.5 font-mono text-xs break-words whitespace-pre-wrap">
                  {JSON.stringify(metadata, null, 2)}
                </pre>
              </section>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
