import type { ApiKey } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { DataTable, LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";

function Scopes({ scopes }: Pick<ApiKey, "scopes">) {
  return (
    <span className="flex gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={scope === "admin" ? "accent" : "neutral"}>
          {scope}
        </Badge>
      ))}
    </span>
  );
}

const columnsIn = (tz: string): TableColumn<ApiKey>[] => [
  {
    id: "name",
    header: "Name",
    className: `${LEADING_COLUMN} font-medium`,
    cell: ({ name, scopes }) => (
      <>
        <Truncated text={name} />
        <span className="mt-1 block @2xl:hidden">
          <Scopes scopes={scopes} />
        </span>
      </>
    ),
  },
  {
    id: "scopes",
    header: "Scopes",
    shownFrom: "medium",
    cell: ({ scopes }) => <Scopes scopes={scopes} />,
  },
  {
    id: "created",
    header: "Created",
    shownFrom: "medium",
    cell: ({ created_at: createdAt }) => <Instant at={createdAt} tz={tz} />,
  },
  {
    id: "expires",
    header: "Expires",
    shownFrom: "medium",
    cell: ({ expires_at: expiresAt }) =>
      expiresAt === null ? <span className="text-subtle">Never</span> : <Instant at={expiresAt} tz={tz} />,
  },
  { id: "revoke", header: "Actions", align: "right", cell: (apiKey) => <RevokeKeyDialog apiKey={apiKey} /> },
];

/** The keys that are not revoked, one a row. */
export function KeysTable({ keys, tz }: { keys: ApiKey[]; tz: string }) {
  return <DataTable label="API keys" columns={columnsIn(tz)} rows={keys} rowKey={({ id }) => id} />;
}
