import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Radio } from "lucide-react";

import { systemStatsOptions } from "../../api/system-stats-options.ts";
import { CodeBlock } from "../../ui/code-block.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { FirstEventArrived } from "./first-event-arrived.tsx";
import { firstEventCommand } from "./first-event-command.ts";
import { FirstKey } from "./first-key.tsx";
import { useFirstKey } from "./use-first-key.ts";

const POLL_MS = 2000;

/** How to send the first event. Asks every two seconds whether it has come, and says so when it has. */
export function FirstRunPage({ onDone }: { onDone: () => void }) {
  usePageTitle("Send your first event");
  const queryClient = useQueryClient();
  const firstKey = useFirstKey();
  const { data: system } = useQuery({
    ...systemStatsOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.interaction_count > 0 ? false : POLL_MS),
  });
  if (system !== undefined && system.interaction_count > 0) {
    return (
      <FirstEventArrived
        system={system}
        onContinue={() => {
          onDone();
          void queryClient.invalidateQueries();
        }}
      />
    );
  }
  return (
    <div className="mx-auto max-w-2xl pt-4 sm:pt-12">
      <p className="text-sm font-medium text-accent">Welcome</p>
      <h1 className="mt-1 text-2xl font-semibold tracking-[-0.02em]">Send your first event</h1>
      <p className="mt-2 text-base text-muted">
        Every interaction of your assistants becomes one event. It gets an exact cost the moment it arrives, and no
        prompt is ever stored.
      </p>
      <ol className="mt-8 flex flex-col gap-8">
        <Step number={1} title="Make a key that may write events">
          <FirstKey firstKey={firstKey} />
        </Step>
        <Step number={2} title="Send an interaction">
          <CodeBlock
            label="Command that sends the first event"
            code={firstEventCommand(window.location.origin, firstKey.secret)}
          />
        </Step>
        <Step number={3} title="See it arrive">
          <p
            role="status"
            className="flex items-center gap-2.5 rounded-lg border border-dashed border-line-strong p-3.5 text-sm text-muted"
          >
            <span className="relative flex size-5 items-center justify-center text-accent">
              <span className="absolute size-4 animate-ping rounded-full bg-accent/20" />
              <Radio className="size-4" aria-hidden />
            </span>
            Waiting for the first event. This page notices by itself.
          </p>
        </Step>
      </ol>
    </div>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 gap-y-3">
      <span
        aria-hidden
        className="figures flex size-6 items-center justify-center rounded-full border border-line-strong bg-panel text-xs font-semibold"
      >
        {number}
      </span>
      <h2 className="self-center text-base font-semibold">{title}</h2>
      <div className="col-start-2">{children}</div>
    </li>
  );
}
