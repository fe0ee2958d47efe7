import type { CauseSums } from "../../api/schema.ts";
import { CAUSE_TEXTS } from "./cause-texts.ts";

/** What explains most of a difference; nothing where there are no calls. */
export function mainCause({ causes }: { causes: CauseSums[] }): string {
  const [largest] = causes.toSorted(
    (left, right) => Math.abs(Number(right.difference)) - Math.abs(Number(left.difference)),
  );
  return largest === undefined ? "" : CAUSE_TEXTS[largest.cause].name;
}
