import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";

import { filterValuesOptions } from "../../../api/filter-values-options.ts";
import { repriceRunsOptions } from "../../../api/reprice-runs-options.ts";
import { startReprice } from "../../../api/start-reprice.ts";
import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { MultiSelect } from "../../../filters/multi-select.tsx";
import { RangeControls } from "../../../filters/range-controls.tsx";
import { useChangeSearch } from "../../../filters/use-change-search.ts";
import { useUsageFilters } from "../../../filters/use-usage-filters.ts";
import { Button } from "../../../ui/button.tsx";
import { FormError } from "../../../ui/form-error.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const NOTHING: string[] = [];

/** Which costs are to be computed anew: the range and the models. It starts a rehearsal, which changes nothing. */
export function RepriceFormPanel() {
  const isAdmin = useIsAdmin();
  const { range, search } = useUsageFilters();
  const [, changePrices] = usePricesSearch();
  const change = useChangeSearch();
  const queryClient = useQueryClient();
  const { data: values } = useQuery(filterValuesOptions());
  const rehearsal = useMutation({
    mutationFn: startReprice,
    onSuccess: async ({ run_id: run }) => {
      changePrices({ run });
      await queryClient.invalidateQueries({ queryKey: repriceRunsOptions().queryKey });
    },
  });
  const rehearse = () =>
    rehearsal.mutate({
      start_date: range.startDay,
      end_date: range.endDay,
      tz: range.tz,
      dry_run: true,
      ...(search.model !== undefined && { models: search.model }),
    });
  return (
    <Panel
      title="Compute costs anew"
      description="With today’s prices for the past. A rehearsal shows what would change, and changes nothing."
    >
      <div className="flex flex-wrap items-center gap-3">
        <RangeControls range={range} />
        <MultiSelect
          name="Model"
          options={values?.models ?? NOTHING}
          chosen={search.model}
          onChange={(model) => change({ model })}
        />
        {isAdmin && (
          <Button look="primary" disabled={rehearsal.isPending} onClick={rehearse}>
            <FlaskConical aria-hidden /> {rehearsal.isPending ? "Rehearsing…" : "Rehearse"}
          </Button>
        )}
      </div>
      {!isAdmin && <p className="mt-3 text-sm text-muted">Only administrators can compute costs anew.</p>}
      <div className="mt-3 empty:hidden">
        <FormError error={rehearsal.error} />
      </div>
    </Panel>
  );
}
