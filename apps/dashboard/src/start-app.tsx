import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createDashboardRouter } from "./router.tsx";

/** Draws the page that the URL names, with what was asked for already; gives back the router that turns its pages. */
export function startApp(queryClient: QueryClient) {
  const root = document.querySelector("#root");
  if (root === null) throw new Error("The page has no element with the id root.");
  const router = createDashboardRouter(queryClient);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
  return router;
}
