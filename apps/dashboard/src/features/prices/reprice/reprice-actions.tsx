import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { controlReprice } from "../../../api/control-reprice.ts";
import type { RepriceControl } from "../../../api/control-reprice.ts";
import type { RepriceRun } from "../../../api/pricing-schema.ts";
import { repriceRunOptions } from "../../../api/reprice-run-options.ts";
import { startReprice } from "../../../api/start-reprice.ts";
import { formatQuantity } from "../../../format/counts.ts";
import { formatUsd } from "../../../format/money.ts";
import { Button } from "../../../ui/button.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

const CONTROLS: Record<RepriceRun["state"], Exclude<RepriceControl, "undo">[]> = {
  running: ["pause", "stop"],
  paused: ["resume", "stop"],
  stopped: [],
  done: [],
  undone: [],
  failed: [],
};

const NAMES = { pause: "Pause", resume: "Resume", stop: "Stop" };

/** What can be done with a run: applying a rehearsal, pausing, resuming and stopping, and undoing what was changed. */
export function RepriceActions({ run }: { run: RepriceRun }) {
  const [, change] = usePricesSearch();
  const queryClient = useQueryClient();
  const act = useMutation({
    mutationFn: (action: () => Promise<RepriceRun>) => action(),
    onSuccess: async (next) => {
      if (next.run_id !== run.run_id) change({ run: next.run_id });
      else queryClient.setQueryData(repriceRunOptions(run.run_id).queryKey, next);
      await queryClient.invalidateQueries();
    },
  });
  const isChange = run.kind === "reprice" || run.kind === "late";
  const mayUndo = isChange && run.changed > 0 && ["paused", "stopped", "done"].includes(run.state);
  return (
    <span className="flex flex-col items-end gap-1">
      <span className="flex flex-wrap justify-end gap-2">
        {run.kind === "rehearsal" && run.state === "done" && run.status === "done" && run.changed > 0 && (
          <Confirmed
            label="Apply"
            title={`Change the cost of ${formatQuantity(run.changed, "interaction")}?`}
            description={`The costs of the range go from ${formatUsd(run.cost_before)} to ${formatUsd(run.cost_after)}. The costs before are kept, and this can be undone.`}
            act={act}
            onConfirm={() => act.mutateAsync(() => startReprice(toApply(run)))}
          />
        )}
        {CONTROLS[run.state].map((control) => (
          <Button
            key={control}
            size="sm"
            disabled={act.isPending}
            onClick={() => act.mutate(() => controlReprice(run.run_id, control))}
          >
            {NAMES[control]}
          </Button>
        ))}
        {mayUndo && (
          <Confirmed
            label="Undo"
            title="Undo this re-pricing?"
            description="Every interaction that it changed gets back the cost that it had before."
            act={act}
            onConfirm={() => act.mutateAsync(() => controlReprice(run.run_id, "undo"))}
          />
        )}
      </span>
      {act.error !== null && (
        <span role="alert" className="max-w-64 text-right text-xs text-bad">
          {act.error.message}
        </span>
      )}
    </span>
  );
}

const toApply = ({ start, end, models, run_id: id }: RepriceRun) => ({
  start_date: start,
  end_date: end,
  tz: "UTC",
  rehearsal_id: id,
  ...(models !== null && {
    models: models.map(({ provider, model }) => (provider === null ? model : { provider, model })),
  }),
});

function Confirmed({
  label,
  title,
  description,
  act,
  onConfirm,
}: {
  label: string;
  title: string;
  description: string;
  act: { isPending: boolean; error: Error | null; reset: () => void };
  onConfirm: () => Promise<unknown>;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) act.reset();
      }}
      title={title}
      description={description}
      confirmLabel={act.isPending ? "Working…" : label}
      isPending={act.isPending}
      error={act.error}
      onConfirm={() =>
        void onConfirm().then(
          () => setIsOpen(false),
          () => undefined,
        )
      }
      trigger={
        <Button size="sm" look={label === "Apply" ? "primary" : "outline"}>
          {label}
        </Button>
      }
    />
  );
}
