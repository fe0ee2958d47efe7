import { describe, it } from "vitest";

import { WINDOW_ROWS } from "./collect-turns.ts";
import { importDocuments, startTracker, turnDocuments } from "./import.fixture.ts";

/** Calls an hour apart, and more of their rows than are held. */
function hourly(): { prompts: object[]; completions: object[] } {
  const calls = Array.from({ length: WINDOW_ROWS / 2 + 1 }, (_, hour) => {
    const seconds = (1_600_000_000 + hour * 3600).toString(16);
    const [prompt, completion] = turnDocuments().rows;
    return [
      { ...prompt, _id: { $oid: `${seconds}${"0".repeat(16)}` } },
      { ...completion, _id: { $oid: `${seconds}${"1".repeat(16)}` } },
    ];
  });
  return { prompts: calls.flatMap(([prompt]) => prompt ?? []), completions: calls.flatMap(([, row]) => row ?? []) };
}

describe("before anything is sent, an import", () => {
  it.for([
    ["an empty file of transactions", []],
    ["one of credits only", turnDocuments({ both: { tokenType: "credits" } }).rows],
  ] as const)("refuses %s, since its answers would count again with the right one", async ([, rows], { expect }) => {
    const tracker = await startTracker();
    const { answer } = turnDocuments({ answer: { metadata: { usage: { input: 7, output: 3 } } } });
    const wrong = importDocuments({ transactions: [...rows], messages: [answer] }, { url: tracker.url });
    await expect(wrong).rejects.toThrow("--count-answers");
    expect(tracker.requests).toEqual([]);
  });

  it("refuses rows whose order tears calls apart, and names the remedy", async ({ expect }) => {
    const tracker = await startTracker();
    const { prompts, completions } = hourly();
    const torn = importDocuments({ transactions: [...prompts, ...completions] }, { url: tracker.url });
    await expect(torn).rejects.toThrow(`--sort='{"_id":1}'`);
    expect(tracker.requests).toEqual([]);
  });

  it("takes rows that servers wrote minutes out of order", async ({ expect }) => {
    const { prompts, completions } = hourly();
    const [first = {}, second = {}] = [1_500_000_570, 1_500_000_000].map((seconds) => ({
      ...turnDocuments().rows[0],
      _id: { $oid: `${seconds.toString(16)}${"0".repeat(16)}` },
    }));
    const many = prompts.flatMap((prompt, at) => [prompt, completions[at] ?? {}]);
    const { tally } = await importDocuments({ transactions: [first, second, ...many] });
    expect(tally.rows).toBe(WINDOW_ROWS + 4);
  });

  it("takes a row whose id is of the future for no step back of all the others", async ({ expect }) => {
    const { prompts, completions } = hourly();
    const odd = { ...turnDocuments().rows[0], _id: { $oid: `f${"0".repeat(23)}` } };
    const many = prompts.flatMap((prompt, at) => [prompt, completions[at] ?? {}]);
    const { tally } = await importDocuments({ transactions: [odd, ...many] });
    expect(tally.rows).toBe(WINDOW_ROWS + 3);
  });

  it("takes few rows in any order", async ({ expect }) => {
    const { prompts, completions } = hourly();
    const { tally } = await importDocuments({ transactions: [...prompts.slice(0, 9), ...completions.slice(0, 9)] });
    expect([tally.interactions, tally.rules.get("no_completion")]).toEqual([9, undefined]);
  });

  it("refuses a broken line, or leaves it out and counts it", async ({ expect }) => {
    const tracker = await startTracker();
    const transactions = [...turnDocuments().rows, '{"_id":{"$oi', ...turnDocuments().rows];
    const broken = importDocuments({ transactions }, { url: tracker.url });
    await expect(broken).rejects.toThrow("nothing was sent");
    expect(tracker.requests).toEqual([]);
    const { rules } = await importDocuments(
      { transactions },
      { url: tracker.url, mapping: { skipsBrokenLines: true } },
    );
    expect([tracker.requests, rules]).toEqual([[2], { broken_lines: 1, no_response: 2 }]);
  });
});
