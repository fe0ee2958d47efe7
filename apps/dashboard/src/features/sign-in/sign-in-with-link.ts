import { signIn } from "../../api/sign-in.ts";
import { takeLinkKey } from "./take-link-key.ts";

/** Signs in with the key of a sign-in link, if the page was opened by one; a key that is not accepted leads to the sign-in page. */
export async function signInWithLink(): Promise<void> {
  const key = takeLinkKey();
  if (key === null) return;
  try {
    await signIn(key);
  } catch {
    window.history.replaceState(null, "", "/sign-in?failed=link");
  }
}
