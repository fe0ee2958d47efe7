import type { CauseSums } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Money } from "../../ui/money.tsx";
import { Difference } from "./difference.tsx";
import { isOurCostUnknown } from "./is-our-cost-unknown.ts";
import { mainCause } from "./main-cause.ts";
import { OurCost } from "./our-cost.tsx";

type Sums = Omit<CauseSums, "cause">;

/** The columns of both costs. */
export const COST_COLUMNS: TableColumn<Sums>[] = [
  {
    id: "calls",
    header: "Calls",
    sortField: "interaction_count",
    align: "right",
    shownFrom: "medium",
    cell: (row) => <span className="figures">{formatCount(row.interaction_count)}</span>,
  },
  {
    id: "ours",
    header: "Ours",
    sortField: "our_cost",
    align: "right",
    shownFrom: "medium",
    cell: (row) => <OurCost sums={row} />,
  },
  {
    id: "librechat",
    header: "LibreChat",
    sortField: "librechat_cost",
    align: "right",
    shownFrom: "medium",
    cell: (row) => <Money amount={row.librechat_cost} />,
  },
];

/** The columns that models and days share, behind the one that names them. */
export const RECONCILED_COLUMNS: TableColumn<Sums & { causes: CauseSums[] }>[] = [
  {
    id: "cause",
    header: "Mostly because of",
    shownFrom: "wide",
    className: "text-muted",
    cell: (row) => mainCause(row),
  },
  ...COST_COLUMNS,
  {
    id: "difference",
    header: "Difference",
    sortField: "difference",
    align: "right",
    cell: (row) => <Difference amount={isOurCostUnknown(row) ? null : row.difference} className="font-medium" />,
  },
];
