import { describe, it } from "vitest";

import { compareModelNames } from "./compare-model-names.ts";

describe("the model that an answer names", () => {
  it.for([
    ["gpt-4o", "gpt-4o-2024-08-06"],
    ["claude-haiku-4-5", "claude-haiku-4-5-20251001"],
    ["claude-haiku-4-5-latest", "claude-haiku-4-5-20251001"],
    ["gpt-4", "gpt-4-0613"],
    ["gpt-35-turbo", "gpt-3.5-turbo-0125"],
    ["gemini-2.0-flash", "gemini-2.0-flash-001"],
    ["gemini-2.5-pro", "gemini-2.5-pro-preview-05-06"],
    ["gemini-flash-latest", "gemini-2.5-flash-preview-09-2025"],
    ["command-r", "command-r-08-2024"],
    ["mistral-large-latest", "mistral-large-2411"],
  ] as const)("is a version of the one that was asked for: %s, %s", ([asked, answered], { expect }) => {
    expect(compareModelNames(asked, answered)).toBe("version");
  });

  it.for([
    ["gpt-4o-2024-08-06", "gpt-4o"],
    ["claude-sonnet-4-5-20250929", "claude-sonnet-4-5-2025-09-29"],
    ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
    ["us.anthropic.claude-sonnet-4-5", "claude-sonnet-4-5-20250929"],
    ["eu/gpt-4o", "gpt-4o-2024-08-06"],
    ["anthropic/claude-sonnet-4.5", "anthropic/claude-4.5-sonnet"],
    ["deepseek/deepseek-r1:free", "deepseek/deepseek-r1-0528"],
    ["claude-sonnet-4-20250514", "claude-sonnet-4-20250514-v1:0"],
  ] as const)("says no more than what was asked for: %s, %s", ([asked, answered], { expect }) => {
    expect(compareModelNames(asked, answered)).toBe("same");
  });

  it.for([
    ["claude-sonnet-4-5", "claude-haiku-4-5"],
    ["gpt-5", "gpt-5.1"],
    ["gpt-5", "gpt-5-mini-2025-08-07"],
    ["claude-opus-5", "claude-opus-5-5"],
    ["gpt-4o-2024-05-13", "gpt-4o-2024-08-06"],
    ["gemini-flash-latest", "claude-sonnet-4-5"],
    ["llama3.1:8b", "llama3.1:70b"],
    ["prod-chat", "gpt-4o-2024-08-06"],
    ["openrouter/auto", "anthropic/claude-sonnet-4.5"],
  ] as const)("is another one than was asked for: %s, %s", ([asked, answered], { expect }) => {
    expect(compareModelNames(asked, answered)).toBe("other");
  });
});
