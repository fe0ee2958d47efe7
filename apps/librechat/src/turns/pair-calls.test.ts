import { describe, it } from "vitest";

import { readUsageRow } from "../documents/usage-row.ts";
import { pairExported } from "./pair-calls.ts";

const START_MS = Date.parse("2026-03-04T09:00:00Z");

/** Rows such as `P100@0`, a prompt of 100 tokens at 0 ms, as pairs `100/10` of what they used. */
function pairsOf(written: string): string {
  const rows = written.split(" ").flatMap((row, index) => {
    const [, kind, tokens, atMs] = /^([PC])(\d+)@(\d+)$/.exec(row) ?? [];
    return (
      readUsageRow({
        _id: String(index).padStart(4, "0"),
        user: "ada",
        conversationId: "c",
        model: "gpt-4o",
        context: "message",
        tokenType: kind === "P" ? "prompt" : "completion",
        rawAmount: -Number(tokens),
        createdAt: new Date(START_MS + Number(atMs)),
      }) ?? []
    );
  });
  const calls = pairExported(rows);
  return calls
    .map(({ prompt, completion }) => `${prompt?.tokenCount ?? "-"}/${completion?.tokenCount ?? "-"}`)
    .join(" ");
}

describe("rows of an export are pairs", () => {
  it.for([
    ["in one insert", "P100@0 C10@0 P200@0 C20@1", "100/10 200/20"],
    ["written one by one", "P100@0 C10@40 P200@90 C20@130", "100/10 200/20"],
    ["written one by one beside each other", "P100@0 P200@20 C10@60 C20@80", "100/10 200/20"],
    ["in one insert, the first without an answer", "P100@0 P200@0 C20@0", "100/- 200/20"],
    [
      "in two inserts, the first with a prompt alone",
      "P100@0 C10@0 P200@0 P300@60000 C30@60000",
      "100/10 200/- 300/30",
    ],
    [
      "one by one behind a prompt that failed",
      "P1000@0 P100@45000 C10@45020 P200@90000 C20@90020 P300@135000 C30@135020",
      "1000/- 100/10 200/20 300/30",
    ],
    ["apart by a slow database", "P100@0 C10@9000", "100/10"],
    ["of an answer alone", "C10@0 P200@0 C20@0", "-/10 200/20"],
  ] as const)("%s", ([, written, pairs], { expect }) => {
    expect(pairsOf(written)).toBe(pairs);
  });
});
