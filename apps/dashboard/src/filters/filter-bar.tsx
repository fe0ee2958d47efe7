import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { ReactNode } from "react";

import { filterValuesOptions } from "../api/filter-values-options.ts";
import { modelName } from "../format/names.ts";
import { Button } from "../ui/button.tsx";
import { MultiSelect } from "./multi-select.tsx";
import { useChangeSearch } from "./use-change-search.ts";
import { useUsageSearch } from "./use-usage-search.ts";

const NOTHING: string[] = [];

/** What all filters of all pages are called in the URL. */
const CLEARED = {
  model: undefined,
  user: undefined,
  source: undefined,
  provider: undefined,
  environment: undefined,
  agent: undefined,
  endpoint: undefined,
  tool: undefined,
  status: undefined,
  cause: undefined,
};

/** The filters of a page, and as `children` those that only it has. The values come from the API; whatever is chosen stands in the URL. */
export function FilterBar({ withUsers = true, children }: { withUsers?: boolean; children?: ReactNode }) {
  const { data: values } = useQuery(filterValuesOptions());
  const search = useUsageSearch();
  const change = useChangeSearch();
  const whole: object = useSearch({ strict: false });
  const isFiltered = Object.entries(whole).some(([name, value]) => name in CLEARED && value !== undefined);
  return (
    <div role="group" aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      <MultiSelect
        name="Model"
        options={values?.models ?? NOTHING}
        chosen={search.model}
        onChange={(model) => change({ model })}
        nameOf={modelName}
      />
      {withUsers && (
        <MultiSelect
          name="User"
          options={values?.users ?? NOTHING}
          chosen={search.user}
          onChange={(user) => change({ user })}
        />
      )}
      <MultiSelect
        name="Source"
        options={values?.sources ?? NOTHING}
        chosen={search.source}
        onChange={(source) => change({ source })}
      />
      <MultiSelect
        name="Provider"
        options={values?.providers ?? NOTHING}
        chosen={search.provider}
        onChange={(provider) => change({ provider })}
      />
      <MultiSelect
        name="Environment"
        options={values?.environments ?? NOTHING}
        chosen={search.environment}
        onChange={(environment) => change({ environment })}
      />
      {children}
      {isFiltered && (
        <Button look="ghost" onClick={() => change(CLEARED)}>
          <X aria-hidden /> Clear filters
        </Button>
      )}
    </div>
  );
}
