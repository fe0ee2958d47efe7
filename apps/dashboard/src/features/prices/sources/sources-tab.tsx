import { DisagreementsPanel } from "./disagreements-panel.tsx";
import { RunsPanel } from "./runs-panel.tsx";
import { SourcesPanel } from "./sources-panel.tsx";

/** The published lists, what reading them has changed, and where they contradict each other. */
export function SourcesTab() {
  return (
    <div className="flex flex-col gap-4">
      <SourcesPanel />
      <RunsPanel />
      <DisagreementsPanel />
    </div>
  );
}
