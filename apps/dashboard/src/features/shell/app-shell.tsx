import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { MobileBar } from "./mobile-bar.tsx";
import { SampleBanner } from "./sample-banner.tsx";
import { Sidebar } from "./sidebar.tsx";

/** What surrounds every page of someone who is signed in: navigation at the side, on small screens behind a button. */
export function AppShell() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const lastPath = useRef(path);
  useEffect(() => {
    // A screen reader goes on at the new page, as it would after a full load.
    if (lastPath.current !== path) main.current?.focus({ preventScroll: true });
    lastPath.current = path;
  }, [path]);
  return (
    <div className="min-h-dvh lg:pl-56">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 text-sm font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to content
      </a>
      <aside className="fixed inset-y-0 left-0 hidden w-56 border-r bg-panel lg:block">
        <Sidebar />
      </aside>
      <MobileBar />
      <SampleBanner />
      <main
        id="main"
        ref={main}
        tabIndex={-1}
        className="mx-auto w-full max-w-[100rem] px-4 pt-5 pb-12 outline-none sm:px-6 lg:px-8 lg:pt-7"
      >
        <Outlet />
      </main>
    </div>
  );
}
