import type { SessionDetail } from "../../api/schema.ts";
import { formatCompact, formatQuantity } from "../../format/counts.ts";
import { categoryDetail, categoryName, modelName } from "../../format/names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { seriesColor } from "../../ui/series-color.ts";
import { Truncated } from "../../ui/truncated.tsx";
import { ShareList } from "../overview/share-list.tsx";
import { isCostUnknown } from "./is-cost-unknown.ts";
import { SessionCost } from "./session-cost.tsx";

const CATEGORIES = ["ai_tokens", "db_ops", "api_calls", "compute_time"] as const;

/** The cost of a session by category and by model. */
export function CostPanels({ session }: { session: SessionDetail }) {
  const { cost, by_model: byModel } = session;
  const total = Number(cost.total);
  const shareOf = (amount: string) => (total === 0 ? 0 : Number(amount) / total);
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel title="Cost by category">
        <ShareList
          rows={CATEGORIES.map((category) => ({
            key: category,
            name: categoryName(category),
            figure:
              category === "ai_tokens" ? (
                <SessionCost session={session} amount={cost.ai_tokens} />
              ) : (
                <Money amount={cost[category]} />
              ),
            detail: category === "ai_tokens" ? tokensText(session.tokens) : categoryDetail(category),
            share: category === "ai_tokens" && isCostUnknown(session) ? null : shareOf(cost[category]),
            color: "var(--series-2)",
          }))}
        />
      </Panel>
      <Panel title="Cost by model">
        {byModel.length === 0 ? (
          <Empty title="No model was used in this session" />
        ) : (
          <ShareList
            rows={byModel.map((usage, index) => ({
              key: `${usage.provider} ${usage.model}`,
              name: <Truncated text={modelName(usage.model)} />,
              figure: <SessionCost session={usage} />,
              detail: [usage.provider, formatQuantity(usage.interaction_count, "interaction"), tokensText(usage.tokens)]
                .filter((part) => part !== null)
                .join(" · "),
              share: isCostUnknown(usage) ? null : shareOf(usage.cost.total),
              color: seriesColor(index),
            }))}
          />
        )}
      </Panel>
    </div>
  );
}

const tokensText = ({ input, output }: { input: number; output: number }) =>
  `${formatCompact(input)} in, ${formatCompact(output)} out`;
