import { describe, it } from "vitest";

import { DEMO_MODELS } from "./demo-models.ts";
import { librechatFigure } from "./librechat-figure.ts";

const tokens = { input: 1000, output: 100, cache_read: 400, cache_write: 200 };

describe("LibreChat's figure for a chat of the sample", () => {
  it("has each kind of tokens at its own rate", ({ expect }) => {
    // 400 × $3 + 400 × $0.30 + 200 × $3.75 + 100 × $15, per million
    const figure = { librechat_cost_usd: 0.00357 };
    expect(librechatFigure(DEMO_MODELS.sonnet, { tokens, isStopped: false })).toEqual(figure);
  });

  it("has cached tokens at the rate of the rest where LibreChat has none for them", ({ expect }) => {
    // 1,000 × $1.25 + 100 × $10, per million
    const figure = { librechat_cost_usd: 0.00225 };
    expect(librechatFigure(DEMO_MODELS.geminiPro, { tokens, isStopped: false })).toEqual(figure);
  });

  it("is $6 per million for a model that LibreChat does not know, and 1.15 times that for a stopped answer", ({
    expect,
  }) => {
    // 1,000 × $6 + 100 × $6 × 1.15, per million
    const figure = { librechat_cost_usd: 0.00669, librechat_notes: ["default_rate", "cancel_surcharge"] };
    expect(librechatFigure(DEMO_MODELS.inHouse, { tokens, isStopped: true })).toEqual(figure);
  });
});
