import { it } from "vitest";

import { pickCounts } from "./pick-counts.ts";

it("keeps counts and the words that say what they count, and nothing that could be content", ({ expect }) => {
  const usage = {
    input_tokens: 12,
    service_tier: "standard",
    promptTokensDetails: [{ modality: "TEXT", tokenCount: 3, text: "secret" }],
    prompt: "secret",
    type: "a secret with spaces",
    nested: { deep: { er: { still: { further: { too: { gone: 1 } } } } } },
    "a secret name": 5,
    nothing: null,
    is_byok: false,
  };
  const picked = pickCounts(usage);
  expect(picked).toEqual({
    input_tokens: 12,
    service_tier: "standard",
    promptTokensDetails: [{ modality: "TEXT", tokenCount: 3 }],
    nested: { deep: { er: { still: { further: {} } } } },
    is_byok: false,
  });
  expect(JSON.stringify(picked)).not.toContain("secret");
});
