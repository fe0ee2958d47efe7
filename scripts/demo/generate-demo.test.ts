import { calcPrice } from "@pydantic/genai-prices";
import { InteractionEvent } from "@voygent/contracts";
import { describe, it } from "vitest";

import type { DemoInteraction } from "./demo-session.ts";
import { DEMO_USERS } from "./demo-users.ts";
import { generateDemo } from "./generate-demo.ts";

const NOW_MS = Date.parse("2026-11-22T10:30:00Z");
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

const year = [...generateDemo({ nowMs: NOW_MS })];
const chats = year.filter(({ type }) => type === "chat");

function countBy(items: DemoInteraction[], keyOf: (item: DemoInteraction) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function firstOf(nowMs: number, count: number): DemoInteraction[] {
  const first: DemoInteraction[] = [];
  for (const interaction of generateDemo({ nowMs })) {
    first.push(interaction);
    if (first.length === count) break;
  }
  return first;
}

function priceOf({ tokens, provider, model, timestamp }: DemoInteraction): number | null {
  if (tokens === undefined || provider === undefined || model === undefined) return null;
  const usage = {
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cache_read_tokens: tokens.cache_read,
    cache_write_tokens: tokens.cache_write,
  };
  return calcPrice(usage, model, { providerId: provider, timestamp: new Date(timestamp) })?.total_price ?? null;
}

describe("the sample year", () => {
  it("is the same each time", ({ expect }) => {
    expect(firstOf(NOW_MS, 3000)).toEqual(year.slice(0, 3000));
  });

  it("gives the same content to the same id when it is made a day later", ({ expect }) => {
    const byId = new Map(year.map((interaction) => [interaction.id, interaction]));
    const shared = firstOf(NOW_MS + 24 * 60 * 60 * 1000, 3000).filter(({ id }) => byId.has(id));
    expect(shared.length).toBeGreaterThan(2800);
    expect(shared).toEqual(shared.map(({ id }) => byId.get(id)));
  });

  it("has 50 users and about 36,500 sessions of 10 to 20 interactions", ({ expect }) => {
    const lengths = [...countBy(year, (interaction) => interaction.session_id).values()];
    expect(new Set(year.map((interaction) => interaction.user_id)).size).toBe(50);
    expect(lengths.length).toBeGreaterThan(36_000);
    expect(lengths.length).toBeLessThan(37_000);
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([10, 20]);
  });

  it("lies within the year before now, oldest first, with unique ids", ({ expect }) => {
    const instants = year.map(({ timestamp }) => Date.parse(timestamp));
    expect(instants[0]).toBeGreaterThanOrEqual(NOW_MS - YEAR_MS);
    expect(instants.at(-1)).toBeLessThan(NOW_MS);
    expect(instants.every((instant, index) => index === 0 || instant >= (instants[index - 1] ?? 0))).toBe(true);
    expect(new Set(year.map(({ id }) => id)).size).toBe(year.length);
  });

  it("is marked as a sample in every id, user and source", ({ expect }) => {
    const marked = year.filter(
      (item) =>
        item.id.startsWith("sample_") &&
        item.session_id.startsWith("sample_s") &&
        item.user_id.startsWith("sample-") &&
        item.source === "sample",
    );
    expect(marked.length).toBe(year.length);
  });

  it("holds only what the tracker accepts", ({ expect }) => {
    const refused = year.filter((item, index) => index % 25 === 0 && !InteractionEvent.safeParse(item).success);
    expect(refused).toEqual([]);
  });

  it("keeps each count within the one that contains it", ({ expect }) => {
    const wrong = chats.filter(
      ({ tokens }) =>
        tokens === undefined ||
        tokens.cache_read + tokens.cache_write > tokens.input ||
        tokens.reasoning > tokens.output,
    );
    expect(wrong).toEqual([]);
  });

  it("works by day and rests on weekends, in each user's own time zone", ({ expect }) => {
    const zones = new Map(DEMO_USERS.map(({ id, timeZone }) => [id, timeZone]));
    const formats = new Map(
      [...new Set(zones.values())].map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", hourCycle: "h23" }),
      ]),
    );
    const locals = year
      .filter((_, index) => index % 10 === 0)
      .map((item) => formats.get(zones.get(item.user_id) ?? "")?.format(new Date(item.timestamp)) ?? "");
    const hours = locals.map((local) => Number(/\d\d/.exec(local)?.[0]));
    const weekend = locals.filter((local) => /Sat|Sun/.test(local)).length / locals.length;
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...hours)).toBeLessThanOrEqual(19);
    expect(weekend).toBeGreaterThan(0);
    expect(weekend).toBeLessThan(0.06);
  });

  it("grows over the year and dips in August", ({ expect }) => {
    const months = countBy(year, ({ timestamp }) => timestamp.slice(0, 7));
    expect(months.get("2026-10")).toBeGreaterThan(2 * (months.get("2026-01") ?? 0));
    expect(months.get("2026-08")).toBeLessThan(0.8 * (months.get("2026-07") ?? 0));
  });

  it("uses six priced models of three providers, and rarely one without a price", ({ expect }) => {
    const models = countBy(chats, ({ provider, model }) => `${provider}/${model}`);
    const samples = [...models.keys()].map((name) => chats.find((chat) => `${chat.provider}/${chat.model}` === name));
    const priced = samples.filter((chat) => chat !== undefined && priceOf(chat) !== null);
    expect(models.size).toBe(7);
    expect(priced.length).toBe(6);
    expect(new Set(priced.map((chat) => chat?.provider)).size).toBe(3);
    expect((models.get("in-house/harbor-chat-7b") ?? 0) / chats.length).toBeLessThan(0.03);
    expect(Math.min(...models.values())).toBeGreaterThan(1000);
  });

  it("fails now and then", ({ expect }) => {
    const statuses = countBy(year, ({ status }) => status);
    const share = (status: string) => (statuses.get(status) ?? 0) / year.length;
    expect(share("error")).toBeGreaterThan(0.02);
    expect(share("error")).toBeLessThan(0.03);
    expect(share("cancelled")).toBeGreaterThan(0.005);
    expect(share("cancelled")).toBeLessThan(0.015);
  });

  it("has LibreChat's own figure of every chat, of the house's model by the default of 6 dollars", ({ expect }) => {
    const wrong = chats.filter(
      ({ metadata, status }) =>
        metadata === undefined ||
        (metadata.librechat_notes?.includes("cancel_surcharge") === true) !== (status === "cancelled"),
    );
    expect(wrong).toEqual([]);
    const inHouse = chats.find(({ model, status }) => model === "harbor-chat-7b" && status === "ok");
    expect(inHouse?.metadata).toMatchObject({
      librechat_cost_usd: (6 * ((inHouse?.tokens?.input ?? 0) + (inHouse?.tokens?.output ?? 0))) / 1_000_000,
      librechat_notes: ["default_rate"],
    });
  });

  it("names the message of every chat, and marks about three of a hundred sessions as temporary", ({ expect }) => {
    const ofSessions = Map.groupBy(chats, (chat) => chat.session_id);
    const temporary = [...ofSessions.values()].filter((ofSession) =>
      ofSession.some((chat) => chat.metadata?.is_temporary),
    );
    expect(new Set(chats.map(({ metadata }) => metadata?.message_id)).size).toBe(chats.length);
    expect(temporary.length / ofSessions.size).toBeGreaterThan(0.025);
    expect(temporary.length / ofSessions.size).toBeLessThan(0.035);
  });

  it("has one user who costs more than twice as much as any other", ({ expect }) => {
    const costs = new Map<string, number>();
    for (const chat of chats.filter((_, index) => index % 10 === 0)) {
      costs.set(chat.user_id, (costs.get(chat.user_id) ?? 0) + (priceOf(chat) ?? 0));
    }
    const [first = 0, second = 0] = [...costs.values()].toSorted((left, right) => right - left);
    expect(first).toBeGreaterThan(2 * second);
  });

  it("fits a batch of 1,000 into the 1 MiB of one request", ({ expect }) => {
    expect(JSON.stringify({ interactions: year.slice(0, 1000) }).length).toBeLessThan(512 * 1024);
  });
});
