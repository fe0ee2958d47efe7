import { useQuery } from "@tanstack/react-query";

import { aliasesOptions } from "../../../api/aliases-options.ts";
import { endAlias } from "../../../api/end-alias.ts";
import type { PriceAlias } from "../../../api/pricing-schema.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { browserTimeZone } from "../../../filters/browser-time-zone.ts";
import { DataTable, LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { EndButton } from "./end-button.tsx";
import { ModelLink } from "../model-link.tsx";
import { NewAliasDialog } from "./new-alias-dialog.tsx";

const COLUMNS: TableColumn<PriceAlias>[] = [
  {
    id: "alias",
    header: "Name",
    className: LEADING_COLUMN,
    cell: ({ alias, provider }) => (
      <>
        <Truncated text={alias} className="font-medium" />
        <Truncated text={provider} className="text-xs text-subtle" />
      </>
    ),
  },
  {
    id: "target",
    header: "Charged as",
    className: "max-w-64",
    cell: ({ target }) => <ModelLink provider={target.provider} model={target.model} />,
  },
  {
    id: "since",
    header: "Known since",
    shownFrom: "medium",
    cell: ({ recorded_at: recordedAt }) => (
      <span className="text-muted">
        <Instant at={recordedAt} tz={browserTimeZone()} />
      </span>
    ),
  },
];

const ACTIONS: TableColumn<PriceAlias> = {
  id: "actions",
  header: "Actions",
  align: "right",
  cell: ({ provider, alias }) => (
    <EndButton
      name={`the alias ${alias}`}
      description="From now on the name is looked up in the lists again. What was charged until now stays."
      onEnd={() => endAlias(provider, alias)}
    />
  ),
};

/** Own names of models: deployments, inference profiles. */
export function AliasesPanel() {
  const isAdmin = useIsAdmin();
  const aliases = useQuery(aliasesOptions());
  return (
    <Panel
      flush
      title="Aliases"
      description="Deployments and inference profiles that are charged as a model of a list"
      actions={isAdmin && <NewAliasDialog />}
    >
      <QueryState query={aliases} skeleton={<RowsSkeleton rows={2} />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="border-t px-4 py-4 text-sm text-muted">No name is charged as another model.</p>
          ) : (
            <DataTable
              label="Aliases"
              columns={isAdmin ? [...COLUMNS, ACTIONS] : COLUMNS}
              rows={data}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
