import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { AppearancePanel } from "./appearance-panel.tsx";
import { AuditPanel } from "./audit-panel.tsx";
import { DeadLettersPanel } from "./dead-letters-panel.tsx";
import { KeysPanel } from "./keys-panel.tsx";
import { SamplePanel } from "./sample-panel.tsx";

/** What could not be stored, keys, sample data, appearance, and the record of who changed what. */
export function SettingsPage() {
  usePageTitle("Settings");
  return (
    <div className="max-w-4xl">
      <PageHeader title="Settings" />
      <div className="flex flex-col gap-4">
        <DeadLettersPanel />
        <KeysPanel />
        <SamplePanel />
        <AppearancePanel />
        <AuditPanel />
      </div>
    </div>
  );
}
