import * as z from "zod";

import { MAX_TEXT_CHARACTERS } from "./text-limit.ts";

/** Largest `metadata` object, in bytes of its JSON. */
export const MAX_METADATA_BYTES = 8 * 1024;

/** A count that JavaScript and SQLite both hold exactly; small enough that a thousand of them still add up exactly. */
export const MAX_COUNT = 1_000_000_000_000;

const hasControlCharacter = (text: string) => /\p{Cc}/u.test(text);
// No text has more characters than UTF-16 units: only long ones are counted.
const isShort = (text: string) => text.length <= MAX_TEXT_CHARACTERS || Array.from(text).length <= MAX_TEXT_CHARACTERS;

/** A non-empty text of at most 256 characters without control characters; emoji and quotes are fine. */
export const Text = z
  .string({ error: "expected a text" })
  .min(1, "must not be empty")
  .refine(isShort, `must have at most ${MAX_TEXT_CHARACTERS} characters`)
  .refine((text) => !hasControlCharacter(text), "must not contain control characters")
  .refine((text) => text.isWellFormed(), "must be well-formed Unicode");

/** A whole number from 0 to 10^12. */
export const Count = z
  .number({ error: "expected a whole number" })
  .int("must be a whole number")
  .min(0, "must not be negative")
  .max(MAX_COUNT, `must be at most ${MAX_COUNT}`);

/**
 * An instant with an explicit zone, `2026-03-04T09:15:04.120Z` or with an offset, in the years 1970 to 2999. RFC 3339 has its
 * letters in either case; they are read as capitals.
 */
export const Instant = z
  .string({ error: "expected an instant with a zone, such as 2026-03-04T09:15:04.120Z" })
  .toUpperCase()
  .check(
    z.iso.datetime({
      offset: true,
      abort: true,
      error: "expected an instant with a zone, such as 2026-03-04T09:15:04.120Z",
    }),
  )
  .refine((text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 1970 && year <= 2999;
  }, "must be between the years 1970 and 2999")
  .meta({ format: "date-time", example: "2026-03-04T09:15:04.120Z" });

/** An instant, or a day `YYYY-MM-DD`, which stands for its first instant in UTC; it is read as an instant either way. */
export const InstantOrDay = z
  .union(
    [
      z.iso
        .date({ abort: true })
        .transform((day) => `${day}T00:00:00Z`)
        .pipe(Instant),
      Instant,
    ],
    { error: "expected a day such as 2026-03-04, or an instant with a zone such as 2026-03-04T09:15:04.120Z" },
  )
  .meta({ description: "A day stands for its first instant in UTC", example: "2026-03-04" });

/** An amount in US dollars with nine decimal places, exact: `"0.003424960"`. */
export const UsdAmount = z
  .string()
  .regex(/^-?\d+\.\d{9}$/)
  .meta({ id: "UsdAmount", description: "US dollars, nine decimal places, exact", example: "0.003424960" });

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso
  .date({ error: "expected a day, such as 2026-03-04" })
  .meta({ id: "Day", format: "date", example: "2026-03-04" });

/** A JSON object. Described by hand: the generator of the OpenAPI documents does not end on a recursive schema. */
export const Labels = z.record(z.string(), z.json()).meta({ type: "object", additionalProperties: true });
