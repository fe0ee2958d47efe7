import { useQuery } from "@tanstack/react-query";

import { aliasesOptions } from "../../../api/aliases-options.ts";
import { endAlias } from "../../../api/end-alias.ts";
import type { PriceAlias } from "../../../api/pricing-schema.ts";
import { setAlias } from "../../../api/set-alias.ts";
import { browserTimeZone } from "../../../filters/browser-time-zone.ts";
import { LEADING_COLUMN } from "../../../ui/data-table.tsx";
import type { TableColumn } from "../../../ui/data-table.tsx";
import { Instant } from "../../../ui/instant.tsx";
import { Truncated } from "../../../ui/truncated.tsx";
import { Wrapped } from "../../../ui/wrapped.tsx";
import { ModelLink } from "../model-link.tsx";
import { EndButton } from "./end-button.tsx";
import { SettingDialog } from "./setting-dialog.tsx";
import type { SettingForm } from "./setting-dialog.tsx";
import { SettingPanel } from "./setting-panel.tsx";

const COLUMNS: TableColumn<PriceAlias>[] = [
  {
    id: "alias",
    header: "Name",
    className: LEADING_COLUMN,
    cell: ({ alias, provider }) => (
      <>
        <Wrapped text={alias} className="font-medium" />
        <Truncated text={provider} className="text-xs text-subtle" />
      </>
    ),
  },
  {
    id: "target",
    header: "Charged as",
    className: "max-w-40 @2xl:max-w-64",
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

const FORM: SettingForm<"provider" | "alias" | "targetProvider" | "targetModel"> = {
  title: "New alias",
  description: "Interactions with this name are charged as the model.",
  addLabel: "New alias",
  fields: [
    { name: "provider", label: "Provider that interactions name", placeholder: "azure" },
    { name: "alias", label: "Name of the model there", placeholder: "my-gpt-deployment" },
    { name: "targetProvider", label: "Charge as: provider", placeholder: "openai" },
    { name: "targetModel", label: "Charge as: model", placeholder: "gpt-5-mini" },
  ],
  empty: { provider: "", alias: "", targetProvider: "", targetModel: "" },
  onSave: ({ provider, alias, targetProvider, targetModel }) =>
    setAlias(provider, alias, { provider: targetProvider, model: targetModel }),
};

/** Own names of models: deployments, inference profiles. */
export function AliasesPanel() {
  return (
    <SettingPanel
      title="Aliases"
      description="Deployments and inference profiles that are charged as a model of a list"
      emptyText="No name is charged as another model."
      query={useQuery(aliasesOptions())}
      columns={COLUMNS}
      add={<SettingDialog form={FORM} />}
      actionsOf={({ provider, alias }) => (
        <EndButton
          name={`the alias ${alias}`}
          description="From now on the name is looked up in the lists again. What was charged until now stays."
          onEnd={() => endAlias(provider, alias)}
        />
      )}
    />
  );
}
