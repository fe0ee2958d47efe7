import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";

import { apiKeysOptions } from "../../api/api-keys-options.ts";
import { callerOptions } from "../../api/caller-options.ts";
import { browserTimeZone } from "../../filters/browser-time-zone.ts";
import { Empty } from "../../ui/empty.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryState } from "../../ui/query-state.tsx";
import { RowsSkeleton } from "../../ui/rows-skeleton.tsx";
import { KeysTable } from "./keys-table.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";

/** The API keys, for those who may manage them. */
export function KeysPanel() {
  const { data: caller } = useQuery(callerOptions());
  const mayManage = caller?.scopes.includes("admin") === true;
  const keys = useQuery({ ...apiKeysOptions(), enabled: mayManage });
  return (
    <Panel
      flush
      title="API keys"
      description="Programs send events with a track key; people and tools read with a read key"
      actions={mayManage && <NewKeyDialog />}
    >
      {caller !== undefined && !mayManage ? (
        <p className="flex items-center gap-2.5 border-t px-4 py-4 text-sm text-muted">
          <ShieldAlert className="size-4" aria-hidden /> Only administrators can see and make keys.
        </p>
      ) : (
        <QueryState query={keys} skeleton={<RowsSkeleton rows={3} rowClassName="h-11" />}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty title="No keys yet">
                Make one with the scope track and give it to the program that sends events.
              </Empty>
            ) : (
              <KeysTable keys={data} tz={browserTimeZone()} />
            )
          }
        </QueryState>
      )}
    </Panel>
  );
}
