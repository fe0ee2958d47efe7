import { useMutation, useQuery } from "@tanstack/react-query";

import { type DeadLetter, deadLettersOptions } from "../../api/dead-letters-options.ts";
import { ProblemError } from "../../api/problem-error.ts";
import { replayDeadLetter } from "../../api/replay-dead-letter.ts";
import { useIsAdmin } from "../../api/use-is-admin.ts";
import { formatQuantity } from "../../format/counts.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Panel } from "../../ui/panel.tsx";
import { DeadLettersTable } from "./dead-letters-table.tsx";
import { useRefreshLetters } from "./use-refresh-letters.ts";

const isUnavailable = (error: unknown) => error instanceof ProblemError && error.status === 503;

/** Stores letters one after the other, oldest first; one that cannot be stored keeps no other back. */
async function replayAll(letters: DeadLetter[]): Promise<void> {
  const failures: unknown[] = [];
  for (const { id, event } of letters) {
    if (event === null) continue;
    try {
      await replayDeadLetter(id);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new Error(`${formatQuantity(failures.length, "event")} still cannot be stored`);
}

/** Events that were acknowledged in queue mode and could not be stored. Nothing while there are none. */
export function DeadLettersPanel() {
  const isAdmin = useIsAdmin();
  const refresh = useRefreshLetters();
  const letters = useQuery({ ...deadLettersOptions(), enabled: isAdmin });
  const replay = useMutation({
    mutationFn: replayAll,
    onSettled: refresh,
  });
  if (!isAdmin || letters.isPending) return null;
  if (letters.isError) {
    return (
      <Panel title="Events that could not be stored">
        <ErrorNote error={letters.error} onRetry={() => void letters.refetch()} />
      </Panel>
    );
  }
  const { data, total } = letters.data;
  if (total === 0) return null;
  return (
    <Panel
      flush
      title="Events that could not be stored"
      description={`${formatQuantity(total, "event")} came in, stayed in the queue until it gave up, and count nowhere yet`}
      actions={
        <Button size="sm" look="primary" disabled={replay.isPending} onClick={() => replay.mutate(data)}>
          {replay.isPending ? "Storing…" : data.length < total ? `Store the oldest ${data.length}` : "Store all"}
        </Button>
      }
    >
      {replay.error !== null && (
        <p role="alert" className="border-t px-4 py-2.5 text-sm text-bad">
          {replay.error.message}
        </p>
      )}
      <DeadLettersTable letters={data} isBusy={replay.isPending} />
    </Panel>
  );
}
