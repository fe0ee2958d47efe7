/** A model of the sample: where its caller's tokens go, and how fast it answers. */
export type DemoModel = {
  provider: string;
  model: string;
  /** Whether the provider bills what is put into its cache. */
  billsCacheWrites: boolean;
  /** The part of the output that is reasoning, 0 for a model that does not reason. */
  reasoningShare: number;
  outputTokensPerSecond: number;
  ttftMs: number;
};

/** Six models with a published price, and one of the house's own without. */
export const DEMO_MODELS = {
  opus: {
    provider: "anthropic",
    model: "claude-opus-4-5-20251101",
    billsCacheWrites: true,
    reasoningShare: 0,
    outputTokensPerSecond: 55,
    ttftMs: 1400,
  },
  sonnet: {
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    billsCacheWrites: true,
    reasoningShare: 0,
    outputTokensPerSecond: 75,
    ttftMs: 900,
  },
  gpt: {
    provider: "openai",
    model: "gpt-5-2025-08-07",
    billsCacheWrites: false,
    reasoningShare: 0.55,
    outputTokensPerSecond: 80,
    ttftMs: 2600,
  },
  gptMini: {
    provider: "openai",
    model: "gpt-5-mini-2025-08-07",
    billsCacheWrites: false,
    reasoningShare: 0.3,
    outputTokensPerSecond: 150,
    ttftMs: 800,
  },
  geminiPro: {
    provider: "google",
    model: "gemini-2.5-pro",
    billsCacheWrites: false,
    reasoningShare: 0.45,
    outputTokensPerSecond: 110,
    ttftMs: 1900,
  },
  geminiFlash: {
    provider: "google",
    model: "gemini-2.5-flash",
    billsCacheWrites: false,
    reasoningShare: 0.1,
    outputTokensPerSecond: 190,
    ttftMs: 450,
  },
  inHouse: {
    provider: "in-house",
    model: "harbor-chat-7b",
    billsCacheWrites: false,
    reasoningShare: 0,
    outputTokensPerSecond: 60,
    ttftMs: 300,
  },
} as const satisfies Record<string, DemoModel>;
