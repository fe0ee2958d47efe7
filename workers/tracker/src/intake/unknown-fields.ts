import { InteractionEvent, RawUsage, TokenCounts, UnitCounts } from "@voygent/contracts";

import type { EventWarning } from "./usage-event.ts";

const MAX_NAMED = 5;

/** Names of one object that are looked at: a body may have hundreds of thousands. */
const MAX_LOOKED_AT = 1_000;

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

function addUnknownNames(found: Set<string>, value: unknown, part: string, known: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  let lookedAt = 0;
  for (const name in value) {
    if (found.size === MAX_NAMED || lookedAt === MAX_LOOKED_AT) return;
    lookedAt += 1;
    if (known.has(name) || !Object.hasOwn(value, name)) continue;
    const shown = SHOWABLE_NAME.test(name) ? name : "(a name that is not shown)";
    found.add(part === "" ? shown : `${part}.${shown}`);
  }
}

function partOf(body: unknown, part: string): unknown {
  return typeof body === "object" && body !== null && Object.hasOwn(body, part) ? Reflect.get(body, part) : undefined;
}

/** Warnings that name the fields of a body that we do not know, five at most, without their values. */
export function unknownFieldWarnings(body: unknown): EventWarning[] {
  const found = new Set<string>();
  for (const [part, known] of KNOWN_NAMES) {
    addUnknownNames(found, part === "" ? body : partOf(body, part), part, known);
  }
  return Array.from(found, (name) => ({
    code: "unknown_field",
    message: `the field ${name} is not known and was not stored`,
    subject: name,
  }));
}
