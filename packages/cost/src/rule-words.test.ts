import { describe, it } from "vitest";

import { ruleWords, saysMore, wordsOf } from "./rule-words.ts";

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
  ])("%s says no more than claude-sonnet-4-5", (name, { expect }) => {
    expect(saysMore(name, known)).toBe(false);
  });

  it.for([
    "my-claude-sonnet-4-5",
    "claude-sonnet-4-5-fake-turbo-pro",
    "claude-sonnet-4-5-hosted",
    "claude-sonnet-4-5-7b",
    "claude-sonnet-4-5-9",
    "acme-claude-sonnet-4-5",
  ])("%s says more than claude-sonnet-4-5", (name, { expect }) => {
    expect(saysMore(name, known)).toBe(true);
  });
});
