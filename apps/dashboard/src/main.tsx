import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod/mini";

import "./styles.css";
import { createQueryClient } from "./api/query-client.ts";
import { signInWithLink } from "./features/sign-in/sign-in-with-link.ts";
import { createDashboardRouter } from "./router.tsx";
import { followSystemTheme } from "./ui/theme.ts";

// The content security policy forbids code made from text, which zod would try for speed.
z.config({ jitless: true });
followSystemTheme();
// A sign-in link opened in a tab that shows the dashboard already changes the hash only.
window.addEventListener("hashchange", () => {
  if (window.location.hash.startsWith("#token=")) window.location.reload();
});
await signInWithLink();

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname !== "/sign-in") void router.navigate({ to: "/sign-in", search: { redirect: href } });
});
const router = createDashboardRouter(queryClient);

const root = document.querySelector("#root");
if (root === null) throw new Error("The page has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
