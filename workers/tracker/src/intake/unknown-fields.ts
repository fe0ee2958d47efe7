import { InteractionEvent, RawUsage, TokenCounts, UnitCounts } from "@voygent/contracts";

import type { EventWarning } from "./usage-event.ts";

const MAX_NAMED = 5;

/** A name that can be shown: anything else might be content in the place of a name. */
const SHOWABLE_NAME = /^[\w.-]{1,64}$/;

const KNOWN_NAMES = new Map([
  ["", new Set(Object.keys(InteractionEvent.shape))],
  ["tokens", new Set(Object.keys(TokenCounts.shape))],
  ["raw_usage", new Set(Object.keys(RawUsage.shape))],
  ["units", new Set(Object.keys(UnitCounts.shape))],
  ["db", new Set(["rows_read", "rows_written"])],
  ["compute", new Set(["cpu_ms"])],
]);

function unknownNames(value: unknown, part: string): string[] {
  const known = KNOWN_NAMES.get(part);
  if (known === undefined || typeof value !== "object" || value === null) return [];
  const prefix = part === "" ? "" : `${part}.`;
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .map((name) => `${prefix}${SHOWABLE_NAME.test(name) ? name : "(a name that is not shown)"}`);
}

/** Warnings that name the fields of a body that we do not know, five at most, without their values. */
export function unknownFieldWarnings(body: unknown): EventWarning[] {
  if (typeof body !== "object" || body === null) return [];
  const nested = Object.entries(body).flatMap(([part, value]) => (part === "" ? [] : unknownNames(value, part)));
  const names = [...new Set([...unknownNames(body, ""), ...nested])].slice(0, MAX_NAMED);
  return names.map((name) => ({
    code: "unknown_field",
    message: `the field ${name} is not known and was not stored`,
    subject: name,
  }));
}
