import { describe, it } from "vitest";

import { normalizeUsage } from "./normalize-usage.ts";
import { BOOK_WITH_EXTRACTORS } from "./sample-extractors.fixture.ts";

const ANTHROPIC = { input_tokens: 10, output_tokens: 3 };
const BEDROCK = { inputTokens: 10, outputTokens: 3 };

describe("cache writes that an answer only splits by lifetime", () => {
  it.for([
    // 10 + 500 + 100
    [
      "anthropic",
      { ...ANTHROPIC, cache_creation: { ephemeral_1h_input_tokens: 500, ephemeral_5m_input_tokens: 100 } },
      { input: 610, cache_write: 600, cache_write_1h: 500 },
    ],
    [
      "anthropic",
      { ...ANTHROPIC, cache_creation_input_tokens: null, cache_creation: { ephemeral_1h_input_tokens: 500 } },
      { input: 510, cache_write: 500, cache_write_1h: 500 },
    ],
    [
      "aws",
      { ...BEDROCK, cacheDetails: [{ ttl: "5m", inputTokens: 40 }] },
      { input: 50, cache_write: 40, cache_write_1h: 0 },
    ],
  ] as const)("count as their sum: %s %j", ([provider, usage, tokens], { expect }) => {
    const extracted = normalizeUsage(BOOK_WITH_EXTRACTORS, { provider, apiFlavor: "default", usage });
    expect(extracted).toMatchObject({ status: "extracted", tokens, clamped: [] });
  });

  it("are cut where a smaller sum is told beside", ({ expect }) => {
    const usage = { ...ANTHROPIC, cache_creation_input_tokens: 4, cache_creation: { ephemeral_1h_input_tokens: 500 } };
    const extracted = normalizeUsage(BOOK_WITH_EXTRACTORS, { provider: "anthropic", apiFlavor: "default", usage });
    const tokens = { input: 14, cache_write: 4, cache_write_1h: 4 };
    expect(extracted).toMatchObject({ tokens, clamped: ["cache_write_1h"] });
  });

  it("are no counts of an API whose input holds them", ({ expect }) => {
    const usage = { prompt_tokens: 10, completion_tokens: 3, cache_creation: { ephemeral_1h_input_tokens: 5 } };
    const extracted = normalizeUsage(BOOK_WITH_EXTRACTORS, { provider: "openai", apiFlavor: "chat", usage });
    expect(extracted).toMatchObject({ tokens: { input: 10, cache_write: 0 } });
  });
});
