import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";

import { callerOptions } from "./api/caller-options.ts";
import { ProblemError } from "./api/problem-error.ts";
import { OverviewPage } from "./features/overview/overview-page.tsx";
import { AppShell } from "./features/shell/app-shell.tsx";
import { ErrorPage } from "./features/shell/error-page.tsx";
import { NotFoundPage } from "./features/shell/not-found-page.tsx";
import { StartingPage } from "./features/shell/starting-page.tsx";
import { PricesSearch } from "./features/prices/prices-search.ts";
import { InteractionsSearch } from "./features/interactions/interactions-search.ts";
import { WarningsSearch } from "./features/warnings/warnings-search.ts";
import { SignInSearch } from "./features/sign-in/sign-in-search.ts";
import { parseSearchText, stringifySearchText } from "./filters/search-text.ts";
import { ListSearch, UsageSearch } from "./filters/usage-search.ts";
import { prefetchOverview } from "./features/overview/prefetch-overview.ts";

/** How long an empty page is nothing to worry about. */
const STARTING_MS = 600;

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const appRoute = createRoute({
  id: "app",
  getParentRoute: () => rootRoute,
  component: AppShell,
  pendingComponent: StartingPage,
  pendingMs: STARTING_MS,
  pendingMinMs: 0,
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const caller = queryClient.ensureQueryData(callerOptions());
    // The figures are asked for beside the question who is signed in, not after its answer.
    if (location.pathname === "/") prefetchOverview(queryClient, UsageSearch.parse(location.search));
    try {
      await caller;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 401) throw error;
      // oxlint-disable-next-line typescript/only-throw-error -- this is how the router is told
      throw redirect({ to: "/sign-in", search: { redirect: location.href } });
    }
  },
});

const usageSearch = (search: Record<string, unknown>) => UsageSearch.parse(search);
const listSearch = (search: Record<string, unknown>) => ListSearch.parse(search);
const interactionsSearch = (search: Record<string, unknown>) => InteractionsSearch.parse(search);
const warningsSearch = (search: Record<string, unknown>) => WarningsSearch.parse(search);
const pricesSearch = (search: Record<string, unknown>) => PricesSearch.parse(search);
const under = <Path extends string>(path: Path) => ({ path, getParentRoute: () => appRoute });

const routeTree = rootRoute.addChildren([
  createRoute({
    path: "/sign-in",
    getParentRoute: () => rootRoute,
    validateSearch: (search: Record<string, unknown>) => SignInSearch.parse(search),
    component: lazyRouteComponent(() => import("./features/sign-in/sign-in-page.tsx"), "SignInPage"),
  }),
  appRoute.addChildren([
    createRoute({
      ...under("/"),
      validateSearch: usageSearch,
      component: OverviewPage,
    }),
    createRoute({
      ...under("/sessions"),
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import("./features/sessions/sessions-page.tsx"), "SessionsPage"),
    }),
    createRoute({
      ...under("/sessions/$sessionId"),
      validateSearch: usageSearch,
      component: lazyRouteComponent(() => import("./features/sessions/session-page.tsx"), "SessionPage"),
    }),
    // An id may have slashes, and the server of the files undoes their encoding.
    createRoute({
      ...under("/sessions/$sessionId/$"),
      validateSearch: usageSearch,
      component: lazyRouteComponent(() => import("./features/sessions/session-page.tsx"), "SessionPage"),
    }),
    createRoute({
      ...under("/users"),
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import("./features/users/users-page.tsx"), "UsersPage"),
    }),
    createRoute({
      ...under("/users/$userId"),
      validateSearch: usageSearch,
      component: lazyRouteComponent(() => import("./features/users/user-page.tsx"), "UserPage"),
    }),
    createRoute({
      ...under("/users/$userId/$"),
      validateSearch: usageSearch,
      component: lazyRouteComponent(() => import("./features/users/user-page.tsx"), "UserPage"),
    }),
    createRoute({
      ...under("/prices"),
      validateSearch: pricesSearch,
      component: lazyRouteComponent(() => import("./features/prices/prices-page.tsx"), "PricesPage"),
    }),
    createRoute({
      ...under("/prices/$provider/$"),
      validateSearch: pricesSearch,
      component: lazyRouteComponent(() => import("./features/prices/models/model-page.tsx"), "ModelPage"),
    }),
    createRoute({
      ...under("/reconciliation"),
      validateSearch: usageSearch,
      component: lazyRouteComponent(
        () => import("./features/reconciliation/reconciliation-page.tsx"),
        "ReconciliationPage",
      ),
    }),
    createRoute({
      ...under("/sources"),
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import("./features/sources/sources-page.tsx"), "SourcesPage"),
    }),
    createRoute({
      ...under("/warnings"),
      validateSearch: warningsSearch,
      component: lazyRouteComponent(() => import("./features/warnings/warnings-page.tsx"), "WarningsPage"),
    }),
    // With its slash, or the route of one interaction would take it for an empty id.
    createRoute({
      ...under("/interactions/"),
      validateSearch: interactionsSearch,
      component: lazyRouteComponent(() => import("./features/interactions/interactions-page.tsx"), "InteractionsPage"),
    }),
    createRoute({
      ...under("/interactions/$"),
      validateSearch: interactionsSearch,
      component: lazyRouteComponent(() => import("./features/interactions/interaction-page.tsx"), "InteractionPage"),
    }),
    createRoute({
      ...under("/settings"),
      validateSearch: listSearch,
      component: lazyRouteComponent(() => import("./features/settings/settings-page.tsx"), "SettingsPage"),
    }),
    createRoute({
      ...under("/docs"),
      validateSearch: ({ document, ...search }: Record<string, unknown>) => ({
        ...UsageSearch.parse(search),
        document: typeof document === "string" ? document : undefined,
      }),
      component: lazyRouteComponent(() => import("./features/docs/docs-page.tsx"), "DocsPage"),
    }),
    createRoute({ ...under("$"), validateSearch: usageSearch, component: NotFoundPage }),
  ]),
]);

/** The pages of the dashboard; what a page shows is in its URL. */
export const createDashboardRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree,
    context: { queryClient },
    parseSearch: parseSearchText,
    stringifySearch: stringifySearchText,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ErrorPage,
    defaultPreload: "intent",
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
