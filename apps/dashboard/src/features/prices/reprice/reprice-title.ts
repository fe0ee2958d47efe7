import type { RepriceRun } from "../../../api/pricing-schema.ts";

const NAMES: Record<RepriceRun["kind"], string> = {
  rehearsal: "Rehearsal",
  reprice: "Re-pricing",
  late: "Late pricing",
  undo: "Undoing",
};

/** What kind of run it is, in words. */
export const repriceTitle = ({ kind }: Pick<RepriceRun, "kind">): string => NAMES[kind];
