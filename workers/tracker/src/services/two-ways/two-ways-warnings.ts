import type { InteractionKey } from "@voygent/db";

import type { EventWarning } from "../../intake/usage-event.ts";
import type { PreparedInteraction } from "../prepare/prepare-interaction.ts";
import type { Doubt } from "./match-reports.ts";

/** What the warnings are counted under: what LibreChat sent it with. */
const WAY_NAMES = { event: "events", span: "langfuse" } as const;

/** Remarks on a call of LibreChat that was left out, because it is stored as it came another way. */
export const reportedTwiceWarning = (stored: InteractionKey, { reply }: PreparedInteraction): EventWarning => ({
  code: "reported_twice",
  message: `this call came another way before, and is counted once, as ${stored.id} of ${stored.source}`,
  subject: WAY_NAMES[reply?.way ?? "event"],
});

/** Remarks on a call that was stored beside one of the same message that came another way with other counts. */
export const doubtfulReportWarning = ({ id, source, input, output }: Doubt): EventWarning => ({
  code: "sources_overlap",
  message: `this call and ${id} of ${source}, which came another way, may be one; both are counted, ${input} input and ${output} output tokens perhaps twice`,
  subject: source,
});
