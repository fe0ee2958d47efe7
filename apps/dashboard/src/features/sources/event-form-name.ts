import type { EventForm } from "../../api/schema.ts";

const NAMES: Record<EventForm, string> = {
  span: "Trace span (OTLP, Langfuse)",
  cloud_event: "CloudEvent",
  json: "Own JSON",
};

/** How the latest event of a source came in, in words; a dash where that is not known. */
export const eventFormName = (form: EventForm | null): string => (form === null ? "—" : NAMES[form]);
