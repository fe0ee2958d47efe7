import type { PriceRatePosition } from "@voygent/db";
import { AppError } from "@voygent/http";
import * as z from "zod";

const Cursor = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/** An opaque text for the place after a rate of a list. */
export function encodeRateCursor({ provider, model, source, serviceTier }: PriceRatePosition): string {
  const bytes = new TextEncoder().encode(JSON.stringify([provider, model, source, serviceTier]));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function parse(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0))));
  } catch {
    return null;
  }
}

/** The place that a cursor names. Throws `invalid_input` when it is none. */
export function decodeRateCursor(cursor: string): PriceRatePosition {
  const parsed = Cursor.safeParse(parse(cursor));
  if (!parsed.success) {
    throw new AppError("invalid_input", "some fields are not valid", {
      fields: [{ path: "cursor", message: "expected `next_cursor` of the page before" }],
    });
  }
  const [provider, model, source, serviceTier] = parsed.data;
  return { provider, model, source, serviceTier };
}
