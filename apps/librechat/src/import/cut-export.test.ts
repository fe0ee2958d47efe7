import { describe, it } from "vitest";

import { importDocuments, newFolder, startTracker, turnDocuments } from "./import.fixture.ts";
import { summaryText } from "./summary.ts";

const at = (instant: string) => ({ createdAt: { $date: instant } });
const early = () => turnDocuments({ both: at("2026-03-04T09:00:00Z"), answer: at("2026-03-04T09:00:00Z") });
const late = { both: at("2026-03-04T09:05:00Z"), answer: { ...at("2026-03-04T09:05:00Z"), unfinished: true } };

describe("an export of a running LibreChat", () => {
  it("leaves an answer that is younger than its last transaction for the next import", async ({ expect }) => {
    const tracker = await startTracker();
    const [told, stopped] = [early(), turnDocuments(late)];
    const messages = [told.answer, stopped.answer];
    const { rules } = await importDocuments({ transactions: told.rows, messages }, { url: tracker.url });
    expect([tracker.stored.size, rules]).toEqual([1, { younger_answers: 1 }]);
    const { rules: later } = await importDocuments(
      { transactions: [...told.rows, ...stopped.rows], messages },
      { url: tracker.url },
    );
    expect([tracker.events().map(({ status }) => status), later]).toEqual([["ok", "cancelled"], {}]);
  });

  it("leaves a call that it cuts for the next import, which tells its output", async ({ expect }) => {
    const tracker = await startTracker();
    const [told, cut] = [early(), turnDocuments(late)];
    const messages = [told.answer, cut.answer];
    const { rules } = await importDocuments(
      { transactions: [...told.rows, ...cut.rows.slice(0, 1)], messages },
      { url: tracker.url },
    );
    expect([tracker.stored.size, rules]).toEqual([1, { cut_calls: 1 }]);
    await importDocuments({ transactions: [...told.rows, ...cut.rows], messages }, { url: tracker.url });
    expect(tracker.events()).toMatchObject([{}, { tokens: { input: 1000, output: 100 } }]);
  });

  it("tells the other calls of an answer whose last one it cuts, as the next import does", async ({ expect }) => {
    const tracker = await startTracker();
    const [told, first] = [early(), turnDocuments(late)];
    const place = { conversationId: first.answer.conversationId, messageId: first.answer.messageId };
    const { rows: second } = turnDocuments({ both: { ...at("2026-03-04T09:05:00Z"), ...place } });
    const [rows, messages] = [
      [...told.rows, ...first.rows],
      [told.answer, first.answer],
    ];
    const cut = await importDocuments(
      { transactions: [...rows, ...second.slice(0, 1)], messages },
      { url: tracker.url },
    );
    expect([tracker.stored.size, cut.rules]).toEqual([2, { cut_calls: 1 }]);
    const whole = await importDocuments({ transactions: [...rows, ...second], messages }, { url: tracker.url });
    expect(whole.acknowledged).toMatchObject({ recorded: 1, duplicates: 2, differing: 0 });
  });

  it("leaves nothing when it is told to be complete", async ({ expect }) => {
    const [told, cut, stopped] = [early(), turnDocuments(late), turnDocuments(late)];
    const { rules, tally } = await importDocuments(
      { transactions: [...told.rows, ...cut.rows.slice(0, 1)], messages: [told.answer, cut.answer, stopped.answer] },
      { mapping: { isComplete: true } },
    );
    expect([tally.interactions, rules]).toEqual([3, { no_completion: 1, stopped_unknown: 1 }]);
  });

  it("does not take a row of the future for its end", async ({ expect }) => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const [last, stopped, odd] = [early(), turnDocuments(late), turnDocuments({ both: at(tomorrow) })];
    const messages = [last.answer, stopped.answer];
    const { rules } = await importDocuments({ transactions: [...last.rows, ...odd.rows], messages });
    expect(rules).toMatchObject({ younger_answers: 1 });
  });

  it("tells a row of the future that is alone, as it stays so", async ({ expect }) => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const odd = turnDocuments({ both: at(tomorrow) });
    const { tally, rules } = await importDocuments({ transactions: [...early().rows, ...odd.rows.slice(0, 1)] });
    expect([tally.interactions, rules["cut_calls"]]).toEqual([2, undefined]);
  });

  it("tells a call without a row of its answer that is older than the last minute", async ({ expect }) => {
    const [bare, last] = [early(), turnDocuments(late)];
    const { tally } = await importDocuments({ transactions: [...bare.rows.slice(0, 1), ...last.rows] });
    expect([tally.interactions, tally.rules.get("no_completion")]).toEqual([2, 1]);
  });
});

describe("the time of what is imported", () => {
  it("is that of the id where no other is", async ({ expect }) => {
    const tracker = await startTracker();
    // 0x66a1b2c3 = 1,721,873,091 seconds
    const none = { createdAt: undefined };
    const { rows, answer } = turnDocuments({ both: none, answer: none });
    await importDocuments({ transactions: rows, messages: [answer] }, { url: tracker.url });
    expect(tracker.events()).toMatchObject([{ timestamp: "2024-07-25T02:04:51.000Z" }]);
    const { rules } = await importDocuments(
      { transactions: rows },
      { folder: await newFolder(), mapping: { sinceMs: Date.UTC(2025, 0, 1) } },
    );
    expect(rules["before_since"]).toBe(1);
  });

  it("ends before --until", async ({ expect }) => {
    const { tally } = await importDocuments(
      { transactions: [...early().rows, ...turnDocuments(late).rows] },
      { mapping: { untilMs: Date.parse("2026-03-04T09:05:00Z") } },
    );
    expect([tally.interactions, tally.rules.get("from_until")]).toEqual([1, 1]);
  });

  it("is hinted at when much was told otherwise before", async ({ expect }) => {
    const tracker = await startTracker();
    const turns = Array.from({ length: 10 }, early);
    for (const { _id: id } of turns.flatMap(({ rows }) => rows)) tracker.stored.set(id.$oid, "what the plugin knew");
    const result = await importDocuments({ transactions: turns.flatMap(({ rows }) => rows) }, { url: tracker.url });
    expect(summaryText(result)).toContain("--until");
  });
});
