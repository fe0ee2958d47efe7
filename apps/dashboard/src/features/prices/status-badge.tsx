import { Badge } from "../../ui/badge.tsx";

const TONES: Record<string, "good" | "bad" | "warn" | "neutral" | "accent"> = {
  ok: "good",
  updated: "good",
  done: "good",
  approved: "good",
  partial: "warn",
  pending: "warn",
  paused: "warn",
  rejected: "bad",
  failed: "bad",
  stopped: "bad",
  running: "accent",
};

/** The state of a list or a run as a coloured word. */
export function StatusBadge({ status }: { status: string }) {
  return <Badge tone={TONES[status] ?? "neutral"}>{status.replaceAll("_", " ")}</Badge>;
}
