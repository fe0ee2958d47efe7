import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import * as z from "zod";

import type { Figure } from "./figure.ts";
import { readLog } from "./read-log.ts";
import type { RunningProduct } from "./run-product.ts";
import { median } from "./statistics.ts";

const TIME_ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "Pacific/Auckland"];
const SAMPLES = 7;
const TARGET_MS = 30;
const SUMMED_WITHIN_MS = 120_000;

const SessionPage = z.object({ data: z.array(z.object({ id: z.string(), user_id: z.string() })).min(1) });

async function get(product: RunningProduct, path: string, requestId: string): Promise<unknown> {
  const response = await fetch(new URL(path, product.baseUrl), {
    headers: { authorization: `Bearer ${product.adminToken}`, "x-request-id": requestId },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

const dayBefore = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** What the pages ask for, by name; `range` is the year. The first three together make the overview. */
async function queriesOf(product: RunningProduct): Promise<Record<string, string>> {
  const year = `start_date=${dayBefore(364)}&end_date=${dayBefore(0)}`;
  const month = `start_date=${dayBefore(29)}&end_date=${dayBefore(0)}`;
  const { data } = SessionPage.parse(await get(product, "/api/sessions?source=sample", "bench-find"));
  const { id, user_id: userId } = data[0] ?? { id: "", user_id: "" };
  return {
    "overview: days of the year": `/api/stats/daily?${year}`,
    "overview: year by model": `/api/stats/timeseries?${year}&interval=week&group_by=model&top=6`,
    "overview: top users of the year": `/api/stats/users?${year}&limit=8&sort=-cost`,
    "overview: days of the month": `/api/stats/daily?${month}`,
    "overview: year by category": `/api/stats/breakdown?${year}&group_by=category&metric=cost`,
    "sessions of the year": `/api/sessions?${year}`,
    "sessions of the year by cost": `/api/sessions?${year}&sort=-cost`,
    "sessions of one user": `/api/sessions?${year}&user_id=${encodeURIComponent(userId)}`,
    "sessions of one model": `/api/sessions?${month}&model=gpt-5-2025-08-07`,
    "session detail": `/api/sessions/${encodeURIComponent(id)}`,
    "users of the year": `/api/stats/users?${year}`,
    "user detail": `/api/stats/users/${encodeURIComponent(userId)}?${year}`,
    "interactions of the year": `/api/interactions?${year}`,
    "whole installation": "/api/stats/system",
  };
}

async function millisecondsOf(product: RunningProduct, prefix: string): Promise<number[]> {
  return (await readLog(product.logFile, "analytics-api", prefix)).map(({ ms }) => ms);
}

const SUMMED = /"event":"periods".*"weeks":[1-9]/;

/** Waits until the tracker says that it has summed the days of the import, and gives back the seconds that this took. */
async function secondsUntilSummed(product: RunningProduct): Promise<number> {
  const startedAtMs = performance.now();
  const { length } = await readFile(product.logFile, "utf8");
  while (performance.now() - startedAtMs < SUMMED_WITHIN_MS) {
    if (SUMMED.test((await readFile(product.logFile, "utf8")).slice(length))) {
      return (performance.now() - startedAtMs) / 1000;
    }
    await sleep(500);
  }
  throw new Error("the days of the import were not summed within two minutes");
}

/**
 * Seconds until the days of the import are summed, milliseconds in the Worker of the first overview of each time zone on the
 * demo year, and those of each query of the pages in its slowest time zone.
 */
export async function measureQueries(product: RunningProduct): Promise<Figure[]> {
  const figures: Figure[] = [
    { name: "summing the days of the sample year", unit: "s", product: await secondsUntilSummed(product) },
  ];
  const queries = await queriesOf(product);
  const overview = queries["overview: days of the year"] ?? "";
  for (const [zone, tz] of TIME_ZONES.entries()) {
    await get(product, `${overview}&tz=${encodeURIComponent(tz)}`, `bench-cold-${zone}-`);
    const [ms = Number.NaN] = await millisecondsOf(product, `bench-cold-${zone}-`);
    figures.push({ name: `first look at the year, ${tz}`, unit: "ms", product: ms });
  }
  for (const [index, [name, path]] of Object.entries(queries).entries()) {
    const medians: { tz: string; ms: number }[] = [];
    for (const [zone, tz] of TIME_ZONES.entries()) {
      const prefix = `bench-query-${index}-${zone}-`;
      const separator = path.includes("?") ? "&" : "?";
      const url = `${path}${separator}tz=${encodeURIComponent(tz)}`;
      for (let sample = 0; sample < SAMPLES; sample += 1) await get(product, url, `${prefix}${sample}`);
      medians.push({ tz, ms: median(await millisecondsOf(product, prefix)) });
    }
    const slowest = medians.toSorted((left, right) => right.ms - left.ms)[0] ?? { tz: "", ms: Number.NaN };
    const isReached = slowest.ms <= TARGET_MS;
    figures.push({
      name: `${name} (${slowest.tz})`,
      unit: "ms",
      product: slowest.ms,
      target: `≤ ${TARGET_MS}`,
      isReached,
    });
  }
  return figures;
}
