import * as z from "zod";

import { Instant, Text } from "./primitives.ts";

/** `application/json`, `text/json`, `application/vnd.acme.call+json`, with parameters or without. */
const isJsonMediaType = (text: string) => /^[^\s/;]+\/([^\s;]+\+)?json\s*(;|$)/i.test(text);

/** One event in the JSON form of CloudEvents 1.0; its data is an interaction. Other attributes are not stored. */
export const CloudEvent = z
  .object({
    specversion: z.literal("1.0", { error: 'must be "1.0"' }),
    id: Text,
    source: Text.meta({ description: "Which program sends. An event is known by its source and its id." }),
    type: Text.meta({ description: "Any text; kept in the metadata as `ce_type`", example: "com.acme.llm.call" }),
    time: Instant.nullish(),
    subject: Text.nullish().meta({ description: "The user, unless `data.user_id` says so" }),
    datacontenttype: z.string().refine(isJsonMediaType, "must be a media type of JSON").nullish(),
    data_base64: z.null({ error: "must not be there: expected JSON in data" }).optional(),
    data: z
      .record(z.string(), z.unknown(), { error: "expected an object: an interaction" })
      .meta({ type: "object", additionalProperties: true, description: "An interaction, as for `/track/interaction`" }),
  })
  .meta({ id: "CloudEvent" });
export type CloudEvent = z.infer<typeof CloudEvent>;
