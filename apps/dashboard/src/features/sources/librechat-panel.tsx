import { useQuery } from "@tanstack/react-query";

import { libreChatUrlsOptions } from "../../api/librechat-urls-options.ts";
import { setLibreChatUrl } from "../../api/set-librechat-url.ts";
import { Button } from "../../ui/button.tsx";
import { LEADING_COLUMN } from "../../ui/data-table.tsx";
import type { TableColumn } from "../../ui/data-table.tsx";
import { Wrapped } from "../../ui/wrapped.tsx";
import { SettingDialog } from "../prices/own-prices/setting-dialog.tsx";
import type { SettingForm } from "../prices/own-prices/setting-dialog.tsx";
import { SettingPanel } from "../prices/own-prices/setting-panel.tsx";
import { RemoveAddress } from "./remove-address.tsx";

interface Address {
  id: string;
  source: string;
  url: string;
}

const COLUMNS: TableColumn<Address>[] = [
  {
    id: "source",
    header: "Source",
    className: `${LEADING_COLUMN} font-medium`,
    cell: ({ source, url }) => (
      <>
        <Wrapped text={source} className="min-w-20" />
        <Wrapped text={url} className="text-xs font-normal text-subtle @2xl:hidden" />
      </>
    ),
  },
  {
    id: "url",
    header: "Address",
    shownFrom: "medium",
    className: "text-muted",
    cell: ({ url }) => <Wrapped text={url} />,
  },
];

/** The API says more exactly what it does not take. */
const urlProblem = (text: string) =>
  /^https?:\/\/\S+$/.test(text) ? undefined : "Write an address such as https://chat.example.com";

const FORM: SettingForm<"source" | "url"> = {
  title: "LibreChat’s address",
  description:
    "Sessions of the source link to their conversations there. Whoever opens one has to be signed in to LibreChat.",
  addLabel: "Add address",
  fields: [
    { name: "source", label: "Source", placeholder: "librechat" },
    { name: "url", label: "Address", placeholder: "https://chat.example.com", maxLength: 1024, check: urlProblem },
  ],
  empty: { source: "librechat", url: "" },
  onSave: ({ source, url }) => setLibreChatUrl(source, url),
};

/** Where the conversations of a source can be opened. */
export function LibreChatPanel() {
  const urls = useQuery({
    ...libreChatUrlsOptions(),
    select: ({ data }) => ({
      data: data.flatMap(({ source, librechat_url: url }) => (url === null ? [] : [{ id: source, source, url }])),
    }),
  });
  return (
    <SettingPanel
      title="Links to LibreChat"
      description="With the address of its LibreChat, each session of a source links to its conversation"
      emptyText="No address is known: sessions have no link to their conversation."
      query={urls}
      columns={COLUMNS}
      add={<SettingDialog form={FORM} />}
      actionsOf={({ source, url }) => (
        <>
          <SettingDialog
            form={{ ...FORM, fields: FORM.fields.filter(({ name }) => name === "url"), title: source }}
            initial={{ source, url }}
            trigger={
              <Button look="ghost" size="sm" aria-label={`Change the address of ${source}`}>
                Change
              </Button>
            }
          />
          <RemoveAddress source={source} />
        </>
      )}
    />
  );
}
