import { describe, it } from "vitest";

import type { MatchRule } from "./match-rule.ts";
import { readMatchRule } from "./read-match-rule.ts";

const starts = (starts_with: string): MatchRule => ({ starts_with });
const contains = (part: string): MatchRule => ({ contains: part });

describe("a rule for models", () => {
  it.for<[MatchRule, string]>([
    [starts("claude-opus-5"), "claude-opus-5"],
    [starts("claude-opus-5"), "claude-opus-5-20260801"],
    [starts("claude-opus-5"), "claude-opus-5-latest"],
    [starts("claude-opus-5"), "claude-opus-5-preview-02-05"],
    [starts("claude-opus-5"), "claude-opus-5-v1:0"],
    [starts("claude-3-7-sonnet"), "claude-3-7-sonnet:thinking"],
    [starts("gemini-2.5-pro"), "gemini-2.5-pro-06-05"],
    [starts("command-r"), "command-r-08-2024"],
    [starts("gemini-2.0-flash-0"), "gemini-2.0-flash-001"],
    [starts("gpt-4"), "gpt-4-0613"],
    [starts("MiniMax-M2"), "minimax-m2-her"],
    [contains("llama3-70b"), "meta.llama3-70b-instruct-v1:0"],
    [contains("claude-3-haiku"), "us.anthropic.claude-3-haiku-20240307-v1:0"],
    [{ ends_with: "sonar" }, "perplexity/sonar"],
    [{ regex: "^o[134]$" }, "o3"],
    [{ and: [starts("ac-"), { ends_with: "-tree" }] }, "ac-oak-tree"],
  ])("%j accepts %s", ([rule, name], { expect }) => {
    expect(readMatchRule(rule, "here", "model")(name)).toBe(true);
  });

  it.for<[why: string, MatchRule, string]>([
    ["a further version", starts("claude-opus-5"), "claude-opus-5-5"],
    ["a dated further version", starts("claude-opus-5"), "claude-opus-5-5-20261001"],
    ["a version after a dot", starts("gpt-5"), "gpt-5.1"],
    ["a version after a p", starts("llama-v3"), "llama-v3p1-8b"],
    ["a longer number", starts("gpt-4"), "gpt-41"],
    ["a variant", starts("gpt-6-astra"), "gpt-6-astra-mini"],
    ["a variant after a dot", starts("gemini-2.5"), "gemini-2.5.flash"],
    ["a longer word on the left", contains("gpt-4o"), "mygpt-4o"],
    ["a longer word before its end", { ends_with: "sonar" }, "resonar"],
    ["a free edition", starts("deepseek/deepseek-r1"), "deepseek/deepseek-r1:free"],
    ["an edition of another host", starts("deepseek/deepseek-r1"), "deepseek/deepseek-r1:nitro"],
    ["a word that a regular expression cuts", { regex: "stral" }, "mistral-large"],
  ])("does not take $0 for it: %j, %s", ([, rule, name], { expect }) => {
    expect(readMatchRule(rule, "here", "model")(name)).toBe(false);
  });

  it("looks for a part again behind a place where it only ends a word", ({ expect }) => {
    expect(readMatchRule(contains("r1"), "here", "model")("xr1-r1")).toBe(true);
  });
});

describe("a rule for providers", () => {
  it.for(["openai", "my-openai", "openai.responses", "openai_eu"])("accepts %s", (name, { expect }) => {
    expect(readMatchRule(contains("openai"), "here", "provider")(name)).toBe(true);
  });

  it.for([
    "notopenai",
    "openai-compatible",
    "openai_like",
    "self-openai",
    "local.openai",
    "openai-proxy",
    "mock-openai",
  ])("refuses %s", (name, { expect }) => {
    expect(readMatchRule(contains("openai"), "here", "provider")(name)).toBe(false);
  });
});
