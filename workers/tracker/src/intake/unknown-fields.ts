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

function addUnknownNames(found: string[], value: unknown, part: string): void {
  const known = KNOWN_NAMES.get(part);
  if (known === undefined || typeof value !== "object" || value === null) return;
  for (const name of Object.keys(value)) {
    if (known.has(name)) continue;
    const shown = SHOWABLE_NAME.test(name) ? name : "(a name that is not shown)";
    found.push(part === "" ? shown : `${part}.${shown}`);
  }
}

/** Warnings that name the fields of a body that we do not know, five at most, without their values. */
export function unknownFieldWarnings(body: unknown): EventWarning[] {
  if (typeof body !== "object" || body === null) return [];
  const found: string[] = [];
  addUnknownNames(found, body, "");
  for (const [part, value] of Object.entries(body)) if (part !== "") addUnknownNames(found, value, part);
  if (found.length === 0) return [];
  return [...new Set(found)].slice(0, MAX_NAMED).map((name) => ({
    code: "unknown_field",
    message: `the field ${name} is not known and was not stored`,
    subject: name,
  }));
}
