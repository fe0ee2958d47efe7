import { describe, it } from "vitest";

import { isSafeRegex } from "./is-safe-regex.ts";

describe("isSafeRegex", () => {
  it.for([
    "^gpt-5\\.6-sol-\\d{4}-\\d{2}-\\d{2}$",
    "^(?![^/]+/)(?:labs-)?(?:(?:mi|code)stral|open-(?:mistral|mixtral))",
    "^(?!.*-[tT][tT][sS](?:$|-))",
    "^composer-2\\.5\\[fast=false\\]$",
    "(?i:claude)",
    "^a+b*$",
  ])("lets %s pass", (pattern, { expect }) => {
    expect(isSafeRegex(pattern)).toBe(true);
  });

  it.for([
    "(",
    "(?i)claude",
    "^(a+)+$",
    "^(a|a)*$",
    "^((a+)b)+$",
    "^(?:a{1,}){5,}$",
    "(a)\\1",
    ".*.*.*.*x",
    "x".repeat(257),
  ])("refuses %s", (pattern, { expect }) => {
    expect(isSafeRegex(pattern)).toBe(false);
  });
});
