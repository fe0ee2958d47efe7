import { OPEN_MS } from "@voygent/db";

import { groupAt, type PriceGroup, sameContent } from "./price-groups.ts";

/** A period that ended less than this ago was ended by mistake if the list states it again. */
const REOPENED_MS = 3 * 24 * 60 * 60 * 1000;

/** Whether a stored period has been stated so for a few days only. */
type IsBrief = (group: PriceGroup) => boolean;

/** Each period ends where the next one begins, unless it ends by itself before. */
function withEnds(groups: PriceGroup[]): PriceGroup[] {
  const sorted = groups.toSorted((a, b) => a.fromMs - b.fromMs);
  return sorted.map((group, index) => ({
    ...group,
    toMs: Math.min(group.toMs, sorted[index + 1]?.fromMs ?? OPEN_MS),
  }));
}

/** Whether the list itself says when a period began or ended. */
const isDated = ({ fromMs, toMs }: PriceGroup) => fromMs > 0 || toMs < OPEN_MS;

/** From the listed period on it is the listed one that holds. */
function startAt(next: Map<number, PriceGroup>, group: PriceGroup): void {
  for (const fromMs of next.keys()) if (fromMs >= group.fromMs) next.delete(fromMs);
  next.set(group.fromMs, group);
}

function takeCurrent(next: Map<number, PriceGroup>, listed: PriceGroup, nowMs: number): void {
  const holding = groupAt(
    [...next.values()].toSorted((a, b) => a.fromMs - b.fromMs),
    nowMs,
  );
  const isNewDate = listed.fromMs > 0 && !next.has(listed.fromMs);
  if (holding !== undefined && sameContent(holding, listed)) {
    if (isNewDate && listed.fromMs < holding.fromMs) startAt(next, listed);
    else next.set(holding.fromMs, { ...holding, toMs: listed.toMs });
  } else startAt(next, isNewDate ? listed : { ...listed, fromMs: nowMs });
}

/**
 * The past periods that stay. One that the list stated for a few days only gives way when the list says otherwise at its very
 * date, or says again what held before it: whatever it said meanwhile was a mistake. What ended lately goes on likewise.
 */
function settled(past: PriceGroup[], listed: PriceGroup[], nowMs: number, isBrief: IsBrief): PriceGroup[] {
  const kept: PriceGroup[] = [];
  for (const group of past) {
    const said = groupAt(listed, group.fromMs);
    const before = kept.at(-1);
    const isSaidOtherwise = said !== undefined && !sameContent(said, group);
    const isSameDate = said?.fromMs === group.fromMs && said.fromMs > 0;
    const isAsBefore = said !== undefined && before !== undefined && sameContent(said, before);
    if (!(isSaidOtherwise && isBrief(group) && (isSameDate || isAsBefore))) kept.push(group);
  }
  const last = kept.at(-1);
  const current = groupAt(listed, nowMs);
  const isEndedLately = last !== undefined && last.toMs <= nowMs && last.toMs > nowMs - REOPENED_MS;
  if (!isEndedLately || current === undefined || !sameContent(last, current)) return kept;
  return [...kept.slice(0, -1), { ...last, toMs: OPEN_MS }];
}

/**
 * What holds when, of one model and service tier of one list, after the list was read at `nowMs`. Both schedules come oldest
 * first. Prices to come are those of the list. A change without a date begins now; only a date that the list gives changes
 * the past. Past periods that have left the list stay, but for those that were stated briefly.
 */
export function mergeSchedule(
  stored: PriceGroup[],
  listed: PriceGroup[],
  nowMs: number,
  isBrief: IsBrief = () => false,
): PriceGroup[] {
  if (stored.length === 0) return withEnds(listed);
  const currentFromMs = groupAt(withEnds(listed), nowMs)?.fromMs;
  const past = stored.filter(({ fromMs }) => fromMs <= nowMs);
  const next = new Map(settled(past, withEnds(listed), nowMs, isBrief).map((group) => [group.fromMs, group]));
  for (const group of listed) {
    const isPast = group.fromMs <= nowMs && group.fromMs !== currentFromMs;
    const known = next.get(group.fromMs);
    const isChanged = known === undefined || !sameContent(known, group);
    if (isPast && isDated(group) && isChanged) next.set(group.fromMs, group);
  }
  const current = listed.find(({ fromMs }) => fromMs === currentFromMs);
  if (current !== undefined) takeCurrent(next, current, nowMs);
  for (const group of listed) if (group.fromMs > nowMs) next.set(group.fromMs, group);
  return withEnds([...next.values()]);
}
