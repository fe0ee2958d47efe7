import { describe, it } from "vitest";

import { familyPrefixes, ruleWords, saysMore, withoutSize, wordsOf } from "./rule-words.ts";

const known = new Set([...wordsOf("claude-sonnet-4-5"), ...ruleWords({ or: [{ contains: "claude-sonnet-4.5" }] })]);

describe("a name", () => {
  it.for([
    "claude-sonnet-4-5-20250929",
    "claude-sonnet-4-5@20250929",
    "claude-sonnet-4-5-latest",
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "eu-west-3/anthropic.claude-sonnet-4-5-v1:0",
    "us-gov-west-1/anthropic.claude-sonnet-4-5",
    "anthropic/claude-4.5-sonnet",
    "claude-sonnet-4-5-preview-06-17",
    "claude-sonnet-4-5-12-2025",
    "bedrock/invoke/global.anthropic.claude-sonnet-4-5",
  ])("%s says no more than claude-sonnet-4-5", (name, { expect }) => {
    expect(saysMore(name, "aws", known)).toBe(false);
  });

  it.for([
    "my-claude-sonnet-4-5",
    "claude-sonnet-4-5-fake-turbo-pro",
    "claude-sonnet-4-5-hosted",
    "claude-sonnet-4-5-7b",
    "claude-sonnet-4-5-9",
    "acme-claude-sonnet-4-5",
    "llama-claude-sonnet-4-5",
    "gpt.claude-sonnet-4-5",
    "anthropic-claude-sonnet-4-5",
    "claude-sonnet-4-5-us",
    "claude-sonnet-4-5-global",
  ])("%s says more than claude-sonnet-4-5", (name, { expect }) => {
    expect(saysMore(name, "aws", known)).toBe(true);
  });
});

describe("a region before a name", () => {
  const names = ["us.claude-sonnet-4-5", "eu/anthropic.claude-sonnet-4-5", "us-east-1/claude-sonnet-4-5"];

  it.for(["aws", "azure", "google"])("says no more at %s, which sells by region", (provider, { expect }) => {
    expect(names.filter((name) => saysMore(name, provider, known))).toEqual([]);
  });

  it.for(["anthropic", "openai", "fireworks"])("says more at %s, where there are none", (provider, { expect }) => {
    expect(names.filter((name) => saysMore(name, provider, known))).toEqual(names);
  });
});

describe("a size in a name", () => {
  const prefixes = familyPrefixes({
    or: [{ starts_with: "Gemma-3-" }, { starts_with: "gemma-2" }, { contains: "gemma-1-" }],
  });

  it.for([
    ["gemma-3-27b-it", "gemma-3--it"],
    ["gemma-3-270m", "gemma-3-"],
  ] as const)("goes without saying in %s, behind what a rule begins a family with", ([name, expected], { expect }) => {
    expect(withoutSize(name, prefixes)).toBe(expected);
  });

  it.for([
    "gemma-3-tuned-27b",
    "gemma-3-27bit",
    "gemma-3-5-27b",
    "gemma-2-27b-it",
    "gemma-1-27b-it",
    "my-gemma-3-27b",
    "gemma-nano-27b",
  ])("is a word of its own in %s", (name, { expect }) => {
    expect(withoutSize(name, prefixes)).toBe(name);
  });
});
