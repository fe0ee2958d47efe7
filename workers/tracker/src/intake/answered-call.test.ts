import { describe, it } from "vitest";

import { answeredCall, serviceTierOf } from "./answered-call.ts";

function read(
  asked: { provider?: string; model?: string; serviceTier?: string | null },
  said: { model?: string | null; serviceTier?: string | null },
) {
  const nothing = {
    inferenceGeo: null,
    reportedCostNanoUsd: null,
    extraIterations: null,
    hiddenTokens: null,
    unreadCachedTokens: null,
  };
  const usage = { remarks: { model: null, serviceTier: null, ...said, ...nothing } };
  const call = { provider: "openai", model: "gpt-5", serviceTier: null, ...asked };
  return { tier: serviceTierOf(call.serviceTier, usage), answered: answeredCall(call, usage) };
}

describe("the service tier of an event and of its answer", () => {
  it.for([
    [null, null, "", undefined],
    [null, "standard", "", undefined],
    [null, "priority", "priority", undefined],
    ["priority", null, "priority", undefined],
    ["priority", "priority", "priority", undefined],
    ["default", "standard", "default", undefined],
    ["priority", "standard", "priority", "standard"],
    ["auto", "priority", "auto", "priority"],
    ["standard", "fast", "fast", undefined],
    ["priority", "fast", "priority", undefined],
    ["scale", "scale", "scale", undefined],
    ["scale", "standard", "scale", "standard"],
    ["batch", "standard", "batch", undefined],
    ["batch", "priority", "batch", "priority"],
  ] as const)("%s and %s: %s is stored, and beside it %s", ([given, said, tier, answered], { expect }) => {
    const expected = answered === undefined ? undefined : { serviceTier: answered };
    expect(read({ serviceTier: given }, { serviceTier: said })).toEqual({ tier, answered: expected });
  });

  it("of Anthropic tells a batch from a single call", ({ expect }) => {
    const asked = { provider: " Anthropic", serviceTier: "batch" };
    expect(read(asked, { serviceTier: "standard" }).answered).toEqual({ serviceTier: "standard" });
  });
});

describe("the model of an event and of its answer", () => {
  it.for([
    ["gpt-5", "gpt-5-mini", { model: "gpt-5-mini" }],
    ["gpt-5", " GPT-5", undefined],
    ["gpt-5", null, undefined],
    ["", "gpt-5", undefined],
  ] as const)("%j and %j: beside it %j is stored", ([model, said, answered], { expect }) => {
    expect(read({ model }, { model: said }).answered).toEqual(answered);
  });
});
