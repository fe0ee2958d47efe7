import type { InteractionKey, ReplyRole } from "@voygent/db";
import * as z from "zod";

import { type CallUsage, distanceOf, haveSameCounts, mayBeOne } from "./call-usage.ts";

/** Another report of a stored call, which was left out; `isWhole` when it told the sum of several calls. */
const Report = z.object({
  id: z.string(),
  source: z.string(),
  input: z.number(),
  output: z.number(),
  is_whole: z.boolean().exactOptional(),
});
type Report = z.infer<typeof Report>;

/** What stands in `also_reported_as` of the metadata of a stored call. */
export const Reports = z.array(Report).catch([]);

/** A report of a call: one that is to be stored; `isFinished` when an event says that it went to its end. */
export type NewReport = CallUsage & { key: InteractionKey; role: ReplyRole; isFinished: boolean };

/** A stored report, with those that were left out because of it. */
export type StoredReport = CallUsage & {
  key: InteractionKey;
  archived: boolean;
  reports: Report[];
  seenCount: number;
  /** Whether a user stopped it. */
  isStopped: boolean;
};

/** A stored report, and how many tokens of it are counted twice if it is the same as another. */
export type Doubt = InteractionKey & { input: number; output: number };

/** Which new reports are of calls that are stored, in pairs, and which may be. */
export type Matches = { repeats: [NewReport, StoredReport][]; doubtful: [NewReport, Doubt][] };

const isSameKey = (left: InteractionKey, right: InteractionKey) => left.id === right.id && left.source === right.source;

/** Ids of spans begin with their trace. */
const isSpan = ({ id }: { id: string }) => id[32] === ":";

const isTaken = ({ reports }: StoredReport) => reports.some(({ is_whole: isWhole }) => isWhole !== true);

function note(stored: StoredReport, { key, tokens, isWhole }: NewReport): void {
  const counts = { input: tokens?.input ?? 0, output: tokens?.output ?? 0 };
  stored.reports.push({ ...key, ...counts, ...(isWhole && { is_whole: true }) });
}

/**
 * Whether the sum that was stored of an answer has room for a call of it beside those of the same way that it stands for already. One that
 * was stopped holds no call that went to its end: the user had the answer continued.
 */
function holds({ tokens, reports, isWhole, isStopped }: StoredReport, call: NewReport): boolean {
  if (isStopped && call.isFinished) return false;
  if (!isWhole || call.isTitle || call.role !== "part" || tokens === null || call.tokens === null) return false;
  const ofWay = reports.filter((report) => isSpan(report) === isSpan(call.key));
  const input = ofWay.reduce((left, report) => left - report.input, tokens.input);
  const output = ofWay.reduce((left, report) => left - report.output, tokens.output);
  return call.tokens.input <= input && call.tokens.output <= output;
}

/** Whether the sum of an answer says nothing that a stored call of it does not say: each is stored once it comes. */
const isPartOf = (stored: StoredReport, whole: NewReport): boolean =>
  whole.isWhole && !stored.isTitle && !stored.isWhole && (stored.tokens !== null || whole.tokens === null);

/** What the calls used together that were stored in the way of this one. */
function toldByCalls(stored: StoredReport[], like: StoredReport): { input: number; output: number } {
  const calls = stored.filter(({ key, isWhole }) => !isWhole && isSpan(key) === isSpan(like.key));
  const sum = (kind: "input" | "output") => calls.reduce((left, call) => left + (call.tokens?.[kind] ?? 0), 0);
  return { input: sum("input"), output: sum("output") };
}

/**
 * Whether the calls that were stored in the way of this one tell all that the sum of an answer does. Inputs are counted in many ways;
 * spans may tell less of the reasoning, too, but a call that is missing is missing in both counts.
 */
function isCovered({ tokens }: NewReport, stored: StoredReport[], like: StoredReport): boolean {
  if (tokens === null) return true;
  const told = toldByCalls(stored, like);
  if (isSpan(like.key)) return tokens.output <= told.output || tokens.input <= told.input;
  return tokens.output <= told.output && (tokens.output > 0 || tokens.input <= told.input);
}

function doubtOf({ tokens, isWhole }: NewReport, mate: StoredReport, stored: StoredReport[]): Doubt {
  const other = isWhole ? toldByCalls(stored, mate) : mate.tokens;
  const shared = (kind: "input" | "output") => Math.min(tokens?.[kind] ?? 0, other?.[kind] ?? 0);
  return { ...mate.key, input: shared("input"), output: shared("output") };
}

type Pair = { report: NewReport; stored: StoredReport; distance: number };

function pairsOf(reports: NewReport[], stored: StoredReport[]): Pair[] {
  const pairs = reports.flatMap((report) =>
    stored.flatMap((mate) => {
      const distance = report.isWhole === mate.isWhole || report.tokens === null ? distanceOf(report, mate) : null;
      return distance === null || isTaken(mate) ? [] : [{ report, stored: mate, distance }];
    }),
  );
  return pairs.toSorted((left, right) => left.distance - right.distance);
}

/** Reports of the same counts, not none, under names of a model that are nothing like each other. */
function aliasesOf(reports: Set<NewReport>, stored: StoredReport[]): [NewReport, StoredReport][] {
  return [...reports].flatMap((report) =>
    stored.flatMap((mate): [NewReport, StoredReport][] =>
      !isTaken(mate) && haveSameCounts(report, mate) ? [[report, mate]] : [],
    ),
  );
}

/**
 * Matches reports of one message that came one way with those that are stored of it and came the other way, one to one, the
 * nearest first, and then those that only their models tell apart, where there is no other choice; `reports` of what is matched are added to. A report that was left out before is recognised. The sum of an
 * answer stands for as many calls as it has counts for, and gives way to calls that are stored.
 */
export function matchReports(reports: NewReport[], stored: StoredReport[]): Matches {
  const matches: Matches = { repeats: [], doubtful: [] };
  const left = new Set(reports);
  const match = (report: NewReport, mate: StoredReport, isKnown = false) => {
    if (!isKnown) note(mate, report);
    left.delete(report);
    matches.repeats.push([report, mate]);
  };
  for (const report of reports) {
    const known = stored.find((mate) => mate.reports.some((other) => isSameKey(other, report.key)));
    if (known !== undefined) match(report, known, true);
  }
  for (const { report, stored: mate } of pairsOf([...left], stored)) {
    if (left.has(report) && !isTaken(mate)) match(report, mate);
  }
  const aliases = aliasesOf(left, stored);
  for (const [report, mate] of aliases) {
    const choices = aliases.filter((other) => other[0] === report || other[1] === mate);
    // Among calls that are all alike each choice is as right as the others.
    const areAlike = [0, 1].every((side) => new Set(choices.map((choice) => choice[side]?.model)).size === 1);
    if (areAlike && left.has(report) && !isTaken(mate)) match(report, mate);
  }
  for (const report of left) {
    const mate = stored.find(
      (other) => holds(other, report) || (isPartOf(other, report) && isCovered(report, stored, other)),
    );
    if (mate !== undefined) match(report, mate);
  }
  for (const report of left) {
    const alias = aliases.find(([other]) => other === report)?.[1];
    const mate = alias ?? stored.find((other) => !isTaken(other) && mayBeOne(report, other));
    if (mate !== undefined) matches.doubtful.push([report, doubtOf(report, mate, stored)]);
  }
  return matches;
}
