import { useSearch } from "@tanstack/react-router";

import { DOCUMENTS } from "./documents.ts";

/** The OpenAPI document that the URL asks for, the tracking API by default. */
export function useDocument() {
  const search: { document?: unknown } = useSearch({ strict: false });
  return { document: DOCUMENTS.find(({ name }) => name === search.document) ?? DOCUMENTS[0] };
}
