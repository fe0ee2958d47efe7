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
  /** What LibreChat charges, in US dollars per million tokens; null for a model that is not in its table. */
  librechatRatesUsd: LibrechatRatesUsd | null;
};

/** Rates of LibreChat's own table, in `@librechat/data-schemas` 0.0.71. Where it has none for the cache it takes `input`. */
type LibrechatRatesUsd = { input: number; output: number; cacheRead?: number; cacheWrite?: number };

/** Six models with a published price, and one of the house's own without. */
export const DEMO_MODELS = {
  opus: {
    provider: "anthropic",
    model: "claude-opus-4-5-20251101",
    billsCacheWrites: true,
    reasoningShare: 0,
    outputTokensPerSecond: 55,
    ttftMs: 1400,
    librechatRatesUsd: { input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25 },
  },
  sonnet: {
    provider: "anthropic",
    model: "claude-sonnet-4-5-20250929",
    billsCacheWrites: true,
    reasoningShare: 0,
    outputTokensPerSecond: 75,
    ttftMs: 900,
    librechatRatesUsd: { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  },
  gpt: {
    provider: "openai",
    model: "gpt-5-2025-08-07",
    billsCacheWrites: false,
    reasoningShare: 0.55,
    outputTokensPerSecond: 80,
    ttftMs: 2600,
    librechatRatesUsd: { input: 1.25, output: 10, cacheRead: 0.125 },
  },
  gptMini: {
    provider: "openai",
    model: "gpt-5-mini-2025-08-07",
    billsCacheWrites: false,
    reasoningShare: 0.3,
    outputTokensPerSecond: 150,
    ttftMs: 800,
    librechatRatesUsd: { input: 0.25, output: 2, cacheRead: 0.025 },
  },
  geminiPro: {
    provider: "google",
    model: "gemini-2.5-pro",
    billsCacheWrites: false,
    reasoningShare: 0.45,
    outputTokensPerSecond: 110,
    ttftMs: 1900,
    librechatRatesUsd: { input: 1.25, output: 10 },
  },
  geminiFlash: {
    provider: "google",
    model: "gemini-2.5-flash",
    billsCacheWrites: false,
    reasoningShare: 0.1,
    outputTokensPerSecond: 190,
    ttftMs: 450,
    librechatRatesUsd: { input: 0.3, output: 2.5 },
  },
  inHouse: {
    provider: "in-house",
    model: "harbor-chat-7b",
    billsCacheWrites: false,
    reasoningShare: 0,
    outputTokensPerSecond: 60,
    ttftMs: 300,
    librechatRatesUsd: null,
  },
} as const satisfies Record<string, DemoModel>;
