import { Logo } from "../../ui/logo.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";

/** What stands in place of every page while the installation takes its time to say who is signed in. */
export function StartingPage() {
  usePageTitle("Loading");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-4 pb-[12vh]" role="status">
      <Logo className="animate-pulse" />
      <p className="text-sm text-muted">Waiting for the installation to answer…</p>
    </main>
  );
}
