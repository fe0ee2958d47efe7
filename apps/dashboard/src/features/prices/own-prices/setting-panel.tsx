import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { Badge } from "../../../ui/badge.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { QueryState } from "../../../ui/query-state.tsx";
import { RowsSkeleton } from "../../../ui/rows-skeleton.tsx";
import { isOver } from "./is-over.ts";

/** Settings of one kind: a table of them, those that are over at its end, and for admins a way to add one and to change each. */
export function SettingPanel<Row extends { id: string; effective_to?: string | null }>({
  title,
  description,
  emptyText,
  query,
  columns,
  add,
  actionsOf,
}: {
  title: string;
  description: string;
  emptyText: string;
  query: UseQueryResult<{ data: Row[] }>;
  columns: TableColumn<Row>[];
  add: ReactNode;
  actionsOf: (row: Row) => ReactNode;
}) {
  const isAdmin = useIsAdmin();
  const actions: TableColumn<Row> = {
    id: "actions",
    header: "Actions",
    align: "right",
    cell: (row) => (
      <span className="flex flex-col items-end gap-1 @2xl:flex-row @2xl:justify-end">
        {isOver(row) ? <Badge>ended</Badge> : actionsOf(row)}
      </span>
    ),
  };
  return (
    <Panel flush title={title} description={description} actions={isAdmin && add}>
      <QueryState query={query} skeleton={<RowsSkeleton rows={2} rowClassName="h-11" />}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="border-t px-4 py-4 text-sm text-muted">{emptyText}</p>
          ) : (
            <DataTable
              label={title}
              columns={isAdmin ? [...columns, actions] : columns}
              rows={data.toSorted((left, right) => Number(isOver(left)) - Number(isOver(right)))}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryState>
    </Panel>
  );
}
