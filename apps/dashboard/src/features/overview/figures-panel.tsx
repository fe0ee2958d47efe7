import { useQuery } from "@tanstack/react-query";

import { dailyUsageOptions } from "../../api/daily-usage-options.ts";
import type { ActivityTotals, DailyUsageList } from "../../api/schema.ts";
import { toPreviousUsageQuery } from "../../filters/to-usage-query.ts";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { formatCompact, formatCount } from "../../format/counts.ts";
import { formatExactUsd, formatUsd } from "../../format/money.ts";
import { QueryState } from "../../ui/query-state.tsx";
import { isCostUnknown } from "../sessions/is-cost-unknown.ts";
import { FigureTile } from "./figure-tile.tsx";
import { FigureTileSkeleton } from "./figure-tile-skeleton.tsx";
import { UnpricedNote } from "./unpriced-note.tsx";

type Measured = Pick<
  ActivityTotals,
  "cost" | "interaction_count" | "session_count" | "user_count" | "tokens" | "unpriced_count"
>;

const FIGURES: {
  name: string;
  valueOf: (totals: Measured) => number;
  text: (totals: Measured) => string;
  exact: (totals: Measured) => string;
  isKnown: (totals: Measured) => boolean;
}[] = [
  {
    name: "Cost",
    valueOf: ({ cost }) => Number(cost.total),
    text: (totals) => (isCostUnknown(totals) ? "Unknown" : formatUsd(totals.cost.total)),
    exact: (totals) =>
      isCostUnknown(totals) ? "No interaction of the range has a known cost" : formatExactUsd(totals.cost.total),
    isKnown: (totals) => !isCostUnknown(totals),
  },
  countFigure("Interactions", (totals) => totals.interaction_count),
  countFigure("Sessions", (totals) => totals.session_count),
  countFigure("Users", (totals) => totals.user_count),
  {
    ...countFigure("Tokens", (totals) => totals.tokens.total),
    text: ({ tokens }) => formatCompact(tokens.total),
  },
];

function countFigure(name: string, valueOf: (totals: Measured) => number) {
  return {
    name,
    valueOf,
    text: (totals: Measured) => formatCount(valueOf(totals)),
    exact: (totals: Measured) => formatCount(valueOf(totals)),
    isKnown: () => true,
  };
}

/** The five figures of the range, each with the equally long range before it, and what they leave out. */
export function FiguresPanel() {
  const { search, range, query } = useUsageFilters();
  const current = useQuery(dailyUsageOptions(query));
  const previous = useQuery(dailyUsageOptions(toPreviousUsageQuery(search, range)));
  const isSettled = !current.isPlaceholderData && !previous.isPlaceholderData;
  return (
    <section aria-label="Key figures" className="flex flex-col gap-4">
      <div className="overflow-hidden rounded-xl border bg-panel shadow-soft">
        <QueryState
          query={current}
          skeleton={<Tiles content={(name) => <FigureTileSkeleton key={name} name={name} />} />}
        >
          {(usage) => (
            <Tiles
              content={(name, figure) => (
                <FigureTile
                  key={name}
                  name={name}
                  value={figure.text(usage.totals)}
                  exact={figure.exact(usage.totals)}
                  now={figure.valueOf(usage.totals)}
                  before={isSettled && figure.isKnown(usage.totals) ? earlierOf(figure, previous.data) : undefined}
                  points={usage.data.map(figure.valueOf)}
                />
              )}
            />
          )}
        </QueryState>
      </div>
      {current.data !== undefined && <UnpricedNote totals={current.data.totals} query={query} />}
    </section>
  );
}

function Tiles({ content }: { content: (name: string, figure: (typeof FIGURES)[number]) => React.ReactNode }) {
  return (
    <dl className="-m-px grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-5">
      {FIGURES.map((figure) => content(figure.name, figure))}
    </dl>
  );
}

/** The figure of the range before; null when nothing happened then, undefined while it is not known. */
function earlierOf(figure: (typeof FIGURES)[number], previous: DailyUsageList | undefined) {
  if (previous === undefined || !figure.isKnown(previous.totals)) return undefined;
  if (previous.totals.interaction_count === 0) return null;
  return { value: figure.valueOf(previous.totals), text: figure.text(previous.totals) };
}
