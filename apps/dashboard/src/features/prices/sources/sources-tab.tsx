import { DisagreementsPanel } from "./disagreements-panel.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { SourcesPanel } from "./sources-panel.tsx";

/** The published lists, where they contradict each other, and what reading them has changed. */
export function SourcesTab() {
  return (
    <div className="flex flex-col gap-4">
      <SourcesPanel />
      <DisagreementsPanel />
      <RunsPanel />
    </div>
  );
}
