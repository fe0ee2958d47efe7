import type { ProblemCode, RepriceReply } from "@voygent/contracts";

type Refusal = Extract<RepriceReply, { refused: unknown }>;

/** Why a request about a run is not served, as a value: an error would lose its code on the way between Workers. */
export const refused = (code: ProblemCode, detail: string): Refusal => ({ refused: { code, detail } });

export const noSuchRun = () => refused("not_found", "there is no re-pricing with this id");
export const anotherRuns = () => refused("run_in_progress", "another re-pricing is in progress");
