import * as z from "zod/mini";

import { ListSearch } from "../../filters/usage-search.ts";
import { isWarningKind } from "./warning-kinds.ts";

/** What the warnings page shows: range, sources and page as elsewhere, and the kinds; what is no kind is left out. */
export const WarningsSearch = z.extend(ListSearch, {
  kind: z.optional(
    z.pipe(
      z.unknown(),
      z.transform((value) => {
        const kinds = (Array.isArray(value) ? value : [value]).filter(isWarningKind);
        return kinds.length > 0 ? kinds : undefined;
      }),
    ),
  ),
});
