import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";

import { auditOptions } from "../../api/audit-options.ts";
import type { AuditLogEntry } from "../../api/schema.ts";
import { useIsAdmin } from "../../api/use-is-admin.ts";
import { browserTimeZone } from "../../filters/browser-time-zone.ts";
import { useListSearch } from "../../filters/use-list-search.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { useGoToPage } from "../../ui/use-go-to-page.ts";
import { auditActionText } from "./audit-action-text.ts";
import { auditDetailText } from "./audit-detail-text.ts";

const columnsIn = (tz: string): TableColumn<AuditLogEntry>[] => [
  {
    id: "action",
    header: "What",
    className: LEADING_COLUMN,
    cell: (entry) => (
      <span className="block py-1.5">
        <span className="block font-medium">{auditActionText(entry.action)}</span>
        <Truncated text={entry.subject} className="text-xs text-subtle" />
        <span className="line-clamp-2 text-xs wrap-anywhere text-muted @2xl:hidden">
          {auditDetailText(entry.detail, tz)}
        </span>
        <Truncated text={`by ${entry.actor}`} className="text-xs text-subtle @2xl:hidden" />
      </span>
    ),
  },
  {
    id: "detail",
    header: "Detail",
    shownFrom: "medium",
    className: "max-w-72 text-muted @4xl:max-w-96",
    cell: ({ detail }) => {
      const text = auditDetailText(detail, tz);
      return (
        <span className="line-clamp-2 text-xs" title={text}>
          {text}
        </span>
      );
    },
  },
  {
    id: "actor",
    header: "By",
    shownFrom: "medium",
    className: "max-w-32 text-muted",
    cell: ({ actor }) => <Truncated text={actor} />,
  },
  { id: "at", header: "When", align: "right", cell: ({ occurred_at: at }) => <Instant at={at} tz={tz} /> },
];

/** Who changed what, newest first, for those who may know. */
export function AuditPanel() {
  const isAdmin = useIsAdmin();
  const { cursors } = useListSearch();
  const go = useGoToPage();
  const audit = useQuery({ ...auditOptions(cursors.at(-1)), enabled: isAdmin });
  if (!isAdmin) return null;
  return (
    <Panel flush title="Audit log" description="Who changed keys, prices and costs, newest first">
      <QueryState query={audit} skeleton={<RowsSkeleton rows={5} rowClassName="h-12" />}>
        {({ data, next_cursor: nextCursor }) =>
          data.length === 0 ? (
            <Empty title="Nothing yet">Changes of keys, prices and costs are recorded here.</Empty>
          ) : (
            <>
              <DataTable label="Audit log" columns={columnsIn(browserTimeZone())} rows={data} rowKey={({ id }) => id} />
              {(cursors.length > 0 || nextCursor !== null) && (
                <nav aria-label="Pages of the audit log" className="flex justify-end gap-2 border-t px-4 py-2.5">
                  <Button size="sm" disabled={cursors.length === 0} onClick={() => go(cursors.slice(0, -1))}>
                    <ChevronLeft aria-hidden /> Newer
                  </Button>
                  <Button
                    size="sm"
                    disabled={nextCursor === null}
                    onClick={() => nextCursor !== null && go([...cursors, nextCursor])}
                  >
                    Older <ChevronRight aria-hidden />
                  </Button>
                </nav>
              )}
            </>
          )
        }
      </QueryState>
    </Panel>
  );
}
