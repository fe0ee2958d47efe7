import type { ListPosition } from "@voygent/db";
import { AppError } from "@voygent/http";
import * as z from "zod";

const Cursor = z.tuple([z.string(), z.string().regex(/^-?\d+$/), z.string(), z.string().nullable()]);

/** An opaque text for the place after a row of a list in this order. */
export function encodeCursor(sort: string, { key, id, source }: ListPosition): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, key, id, source ?? null]));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The place that a cursor names; null without one. Throws `invalid_input` when it is not one of a list in this order. */
export function decodeCursor(sort: string, cursor: string | undefined): ListPosition | null {
  if (cursor === undefined) return null;
  const parsed = Cursor.safeParse(parseCursor(cursor));
  if (!parsed.success || parsed.data[0] !== sort) {
    throw new AppError("invalid_input", "some fields are not valid", {
      fields: [{ path: "cursor", message: "expected `page.next_cursor` of a list in the same order" }],
    });
  }
  const [, key, id, source] = parsed.data;
  return { key, id, source: source ?? undefined };
}

function parseCursor(cursor: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
