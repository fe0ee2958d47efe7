import type { DatabaseSync } from "node:sqlite";

import * as z from "zod";

import { findTotalDifferences } from "../soak/find-total-differences.ts";
import type { Ledger } from "./ledger.ts";

const IdRows = z.array(z.object({ id: z.string() }));

/** An id of a span: nothing answers which of them were stored. */
const SPAN_ID = /^([0-9a-f]{32}):[0-9a-f]{16}$/;

/** The request that an id belongs to, when it was left as it was. */
const nameIn = (id: string) => /[0-9a-f]{32}/.exec(id)?.[0] ?? "";

function idsOf(database: DatabaseSync, sql: string): string[] {
  return IdRows.parse(database.prepare(sql).all()).map(({ id }) => id);
}

function unexpectedInteractions(ids: string[], ledger: Ledger): string[] {
  const left = new Map(ledger.recorded);
  const findings: string[] = [];
  for (const id of ids) {
    const count = left.get(id) ?? 0;
    if (count > 0) left.set(id, count - 1);
    else if (ledger.refused.has(nameIn(id))) findings.push(`the interaction ${id} is stored although it was refused`);
    else if (!SPAN_ID.test(id) && !ledger.unanswered.has(nameIn(id))) {
      findings.push(`the interaction ${id} is stored although no answer says so`);
    }
  }
  for (const [id, count] of left) if (count > 0) findings.push(`the interaction ${id} was recorded and is not stored`);
  return findings;
}

/** What is stored and was not answered so, and what was answered so and is not stored; and sums that are not those of the rows. */
export function compareWithDatabase(database: DatabaseSync, ledger: Ledger): string[] {
  const findings = unexpectedInteractions(
    idsOf(database, "SELECT id FROM interactions UNION ALL SELECT id FROM interactions_archive"),
    ledger,
  );
  const empty = idsOf(database, "SELECT id FROM sessions WHERE id NOT IN (SELECT session_id FROM interactions)");
  for (const id of empty) {
    if (ledger.sessions.has(id) || ledger.unanswered.has(nameIn(id))) continue;
    findings.push(`the session ${id} is stored although no answer says so`);
  }
  for (const id of idsOf(database, "SELECT id FROM feedback")) {
    if (ledger.refused.has(nameIn(id))) findings.push(`the score ${id} is stored although it was refused`);
  }
  return [...findings, ...findTotalDifferences(database)];
}
