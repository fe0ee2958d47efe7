import { useState } from "react";
import type { ReactNode } from "react";

import { FirstRunPage } from "./first-run-page.tsx";

/** Shows its children once the installation has an interaction; before that, how to send the first one. */
export function FirstRunGate({
  system,
  children,
}: {
  system: { interaction_count: number } | undefined;
  children: ReactNode;
}) {
  const [isWaiting, setIsWaiting] = useState(false);
  if (system?.interaction_count === 0 && !isWaiting) setIsWaiting(true);
  return isWaiting ? <FirstRunPage onDone={() => setIsWaiting(false)} /> : children;
}
