import type { WarningCode } from "../../api/schema.ts";

/** A kind of warning in plain words: what it is called, what happened, and what one can do. */
export interface WarningKind {
  name: string;
  meaning: string;
  advice: string;
}

/** What every kind means to somebody who has not read the API's description. */
export const WARNING_KINDS: Record<WarningCode, WarningKind> = {
  unpriced_model: {
    name: "No price known",
    meaning: "A model came that no price list knows. It is stored, its AI cost is empty and not zero.",
    advice: "Set a price or an alias on the prices page; what is stored is priced then.",
  },
  usage_unknown: {
    name: "Usage not said",
    meaning:
      "A model was called, and nothing was said of what it used, or a cost event came without its cost. It is stored, its AI cost is empty and not zero.",
    advice:
      "Let the sender say the counts: for streams of OpenAI by stream_options.include_usage; 0 where nothing is billed.",
  },
  idempotency_conflict: {
    name: "Same id, other content",
    meaning: "An id that is stored came again with other content. The first one was kept.",
    advice: "Let the sender make a new id for each interaction, and repeat an old one unchanged only.",
  },
  rejected_item: {
    name: "Refused",
    meaning: "An item was not what it has to be and was not stored. The sender was told why.",
    advice: "Look at the field that is named here in what the program sends.",
  },
  clamped_tokens: {
    name: "Impossible token counts",
    meaning: "More tokens were cached, or spent on reasoning, than there were. The counts were cut to what can be.",
    advice: "Say how the sender counts with usage_semantics, or send raw_usage as the provider answered it.",
  },
  usage_inconsistent: {
    name: "Counts do not add up",
    meaning: "The parts of the usage and its total differ. The parts were taken.",
    advice: "Update the SDK that makes the spans; the example shows what was taken.",
  },
  future_timestamp: {
    name: "From the future",
    meaning: "The stated time is more than five minutes ahead of the time of arrival.",
    advice: "Set the clock of the machine that sends.",
  },
  late_event: {
    name: "Very late",
    meaning: "The stated time is more than a year ago. It counts on its own day.",
    advice: "Nothing, if old records were imported. Otherwise look at the sender's clock.",
  },
  before_session_start: {
    name: "Older than its session",
    meaning: "An interaction is older than the start of its session, which moved back.",
    advice: "Nothing, if events come out of order. Otherwise look at what is sent as the start.",
  },
  session_reopened: {
    name: "Session opened again",
    meaning: "An interaction came after the end of its session, which is open again.",
    advice: "Nothing, if people come back. Otherwise let the program end a session later.",
  },
  session_user_mismatch: {
    name: "Session of somebody else",
    meaning: "An interaction names another user than its session. It counts for the user that it names.",
    advice: "Use ids of sessions that are unique over all users.",
  },
  unknown_session: {
    name: "Session not started",
    meaning: "A session was opened by its first interaction.",
    advice: "Nothing: sessions need not be started.",
  },
  generated_id: {
    name: "No id",
    meaning: "An interaction came without an id and got one. Sent again, it would count again.",
    advice: "Send an id with each interaction.",
  },
  unknown_field: {
    name: "Unknown field",
    meaning: "A field came that is not known. It was left out.",
    advice: "Look for a mistyped name; whatever is your own belongs into metadata.",
  },
  conflicting_alias: {
    name: "Two names, two values",
    meaning: "A value came under two names and differed. The current name was taken.",
    advice: "Send it under one name.",
  },
  dropped_metadata: {
    name: "Text left out or cut",
    meaning:
      "Metadata was too large or could have held text of a conversation, and was left out; or a name was longer than 256 characters, and was cut.",
    advice: "Send short labels only: at most 8 KiB of metadata, and 256 characters for each name and id.",
  },
  pricing_unavailable: {
    name: "Could not be priced",
    meaning: "The cost could not be computed when it came. It is stored, and priced when that is possible.",
    advice: "If it goes on: look at the price lists on the prices page, and at the counts of the example.",
  },
  rate_fallback: {
    name: "Price with a reservation",
    meaning: "The price list has no rate for exactly this call, and the nearest one was charged.",
    advice: "Open the example: its calculation says what was charged. Set a price of your own if it differs.",
  },
  hidden_tokens: {
    name: "Tokens outside the answer",
    meaning: "The provider charged for tokens that its counts do not show as input or output.",
    advice: "Nothing, they were counted.",
  },
  extra_iterations: {
    name: "Several calls in one",
    meaning: "The provider called the model more than once for one request, and the usage has all of them.",
    advice: "Nothing, they were counted together.",
  },
  session_inferred: {
    name: "Session from the trace",
    meaning: "A span named no conversation. Its trace stands for the session.",
    advice: "Set gen_ai.conversation.id or session.id on the spans.",
  },
  unknown_user: {
    name: "No user",
    meaning: "A span named no user.",
    advice: "Set user.id on the spans, so that costs can be told apart by user.",
  },
  uncounted_operation: {
    name: "Usage that is not counted",
    meaning:
      "A span carries usage but is no call of a model, such as an agent that repeats its calls. It was left out.",
    advice: "Nothing, if its calls are sent as spans of their own.",
  },
  repeated_call: {
    name: "Reported by two spans",
    meaning:
      "Two spans of a trace, one within the other, reported one call, such as a program and the gateway it calls. One is stored; the program named here sent the other, which was left out.",
    advice: "Nothing. To save the work, switch off the usage of one of the two.",
  },
  reported_twice: {
    name: "Reported in two ways",
    meaning:
      "LibreChat reported a call in two ways: with events, by the plugin or the importer, and by its Langfuse exporter. It is counted once; what came the way named here was left out.",
    advice: "Nothing. To save the work, take the LANGFUSE_ variables out of LibreChat, or the plugin.",
  },
  sources_overlap: {
    name: "Counted twice",
    meaning:
      "Two sources reported the same usage of the same session at the same time, or calls of one answer with counts that differ, under ids of their own. Both are counted.",
    advice: "Switch one of the two off: send usage either by a plugin or by traces.",
  },
};

/** Whether a text is a kind of warning. */
export const isWarningKind = (text: unknown): text is WarningCode =>
  typeof text === "string" && Object.hasOwn(WARNING_KINDS, text);

/** A kind as it is called. */
export const warningName = (kind: string): string => (isWarningKind(kind) ? WARNING_KINDS[kind].name : kind);
