import * as z from "zod/mini";

import "./styles.css";
import { createQueryClient } from "./api/query-client.ts";
import { prefetchPage } from "./features/shell/prefetch-page.ts";
import { signInWithLink } from "./features/sign-in/sign-in-with-link.ts";
import { followSystemTheme } from "./ui/theme.ts";

// This chunk is small, so that the figures are asked for while the browser still reads the rest of the program.

// The content security policy forbids code made from text, which zod would try for speed.
z.config({ jitless: true });
followSystemTheme();
// A sign-in link opened in a tab that shows the dashboard already changes the hash only.
window.addEventListener("hashchange", () => {
  if (window.location.hash.startsWith("#token=")) window.location.reload();
});
await signInWithLink();

async function askToSignIn(): Promise<void> {
  const router = await starting;
  const { pathname, href } = router.state.location;
  if (pathname !== "/sign-in") await router.navigate({ to: "/sign-in", search: { redirect: href } });
}

const queryClient = createQueryClient(() => void askToSignIn());
prefetchPage(queryClient, window.location);
const starting = import("./start-app.tsx").then(({ startApp }) => startApp(queryClient));
