import { Link } from "@tanstack/react-router";

import type { Interaction } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { modelName } from "../../format/names.ts";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Money } from "../../ui/money.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { conversationLabels } from "../sessions/conversation-labels.ts";
import { InteractionCostCell } from "../sessions/interaction-cost-cell.tsx";
import { OutcomeBadge } from "../sessions/outcome-badge.tsx";

const USD_PLACES = 9;

/** What LibreChat has charged. */
const CHARGE: TableColumn<Interaction> = {
  id: "charge",
  header: "LibreChat",
  align: "right",
  shownFrom: "medium",
  cell: (interaction) => {
    const charged = conversationLabels(interaction)?.librechat_cost_usd;
    return charged === undefined ? (
      <span className="text-subtle">—</span>
    ) : (
      <Money amount={charged.toFixed(USD_PLACES)} />
    );
  },
};

const columnsIn = (tz: string, withCharge: boolean): TableColumn<Interaction>[] => [
  {
    id: "model",
    header: "Model",
    className: LEADING_COLUMN,
    cell: ({ id, source, model, type, user_id: userId, status, timestamp }) => (
      <Link
        to="/interactions/$"
        params={{ _splat: id }}
        search={(search) => ({ ...search, of: source })}
        // The link's surface is the whole row, so that a click anywhere opens the interaction.
        className="block min-w-0 font-medium after:absolute after:inset-0 focus-visible:outline-offset-4"
      >
        <Truncated text={model === null ? type : modelName(model)} />
        <span className="flex min-w-0 items-center gap-1.5 text-xs font-normal text-subtle @2xl:hidden">
          <span className="truncate">
            <Instant at={timestamp} tz={tz} /> · {userId}
          </span>
          {status !== "ok" && <OutcomeBadge status={status} />}
        </span>
      </Link>
    ),
  },
  {
    id: "agent",
    header: "Agent or endpoint",
    shownFrom: "medium",
    className: "max-w-44",
    cell: (interaction) => <Origin interaction={interaction} />,
  },
  {
    id: "tools",
    header: "Tools",
    shownFrom: "widest",
    className: "max-w-44 text-muted",
    cell: (interaction) => (
      <Truncated text={[...new Set(conversationLabels(interaction)?.tool_names)].join(", ") || "—"} />
    ),
  },
  {
    id: "user",
    header: "User",
    shownFrom: "medium",
    className: "max-w-44",
    cell: ({ user_id: userId }) => <Truncated text={userId} />,
  },
  {
    id: "time",
    header: "Time",
    shownFrom: "medium",
    cell: ({ timestamp }) => <Instant at={timestamp} tz={tz} />,
  },
  { id: "status", header: "Status", shownFrom: "medium", cell: ({ status }) => <OutcomeBadge status={status} /> },
  {
    id: "input",
    header: "Input",
    align: "right",
    shownFrom: "wide",
    cell: ({ tokens: { input = 0 } }) => <span className="figures">{formatCount(input)}</span>,
  },
  {
    id: "output",
    header: "Output",
    align: "right",
    shownFrom: "wide",
    cell: ({ tokens: { output = 0 } }) => <span className="figures">{formatCount(output)}</span>,
  },
  ...(withCharge ? [CHARGE] : []),
  { id: "cost", header: "Cost", align: "right", cell: ({ cost }) => <InteractionCostCell cost={cost} /> },
];

/** The agent by its name, with the endpoint below; what is not known is left out. */
function Origin({ interaction }: { interaction: Interaction }) {
  const { agent_id: id, agent_name: name, endpoint } = conversationLabels(interaction) ?? {};
  const agent = name ?? id;
  if (agent === undefined && endpoint === undefined) return <span className="text-subtle">—</span>;
  return (
    <span className="block min-w-0" title={[agent, id, endpoint].filter((part) => part !== undefined).join(" · ")}>
      <span className="block truncate">{agent ?? endpoint}</span>
      {agent !== undefined && endpoint !== undefined && (
        <span className="block truncate text-xs text-subtle">{endpoint}</span>
      )}
    </span>
  );
}

/** Interactions, one a row; a click on the row opens the interaction. `withCharge` shows what LibreChat charged beside our cost. */
export function InteractionsTable({
  interactions,
  tz,
  withCharge,
}: {
  interactions: Interaction[];
  tz: string;
  withCharge: boolean;
}) {
  return (
    <DataTable
      label="Interactions"
      columns={columnsIn(tz, withCharge)}
      rows={interactions}
      rowKey={({ source, id }) => JSON.stringify([source, id])}
    />
  );
}
