import { Panel } from "../../ui/panel.tsx";
import { ThemeToggle } from "../../ui/theme-toggle.tsx";

/** How the dashboard looks on this machine. */
export function AppearancePanel() {
  return (
    <Panel title="Appearance" description="Kept in this browser">
      <ThemeToggle withNames />
    </Panel>
  );
}
