const HASH = /^#token=(.+)$/;

/** The key of a sign-in link (`/#token=…`), taken out of the address bar and the history at once; null without one. */
export function takeLinkKey(): string | null {
  const key = HASH.exec(window.location.hash)?.[1];
  if (key === undefined) return null;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return decodeURIComponent(key);
}
