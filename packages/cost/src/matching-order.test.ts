import { describe, it } from "vitest";

import { resolveRate } from "./resolve-rate.ts";
import { bookOf, modelOf, type SampleProvider } from "./sample-rate.fixture.ts";

const PRICES = { input: 1_000_000 };
const OVERRIDE = { flags: ["override"] } as const satisfies Partial<SampleProvider["models"][number]>;

const own = (id: string) => ({
  id,
  flags: [...OVERRIDE.flags],
  rates: [{ id: `own-${id}`, source: "override", prices: PRICES }],
});

const book = bookOf(
  [
    {
      id: "acme",
      api_pattern: "https://api\\.acme\\.test",
      fallbacks: ["other"],
      models: [
        own("ac-large"),
        own("Own-Only"),
        own("ac-dated"),
        own("ac-alias"),
        { ...modelOf("ac-alias", PRICES), aliases: ["ac-alias-2026-08-06"] },
        modelOf("ac-large", PRICES),
        modelOf("ac-small", PRICES),
        {
          id: "ac-new",
          match: { or: [{ equals: "ac-newest" }, { starts_with: "ac-new-b" }] },
          rates: [{ id: "new", prices: PRICES }],
        },
        { ...modelOf("ac-slug", PRICES), aliases: ["vendor/ac-slug-20260101"] },
        { id: "ac-dated-2026-08-06", rates: [{ id: "dated", prices: PRICES }] },
        modelOf("ac-dated", PRICES),
        { id: "ft:ac-base", rates: [{ id: "tuned", prices: PRICES }] },
        modelOf("ac-base", PRICES),
      ],
    },
    { id: "other", models: [own("ot-1"), modelOf("ot-1", PRICES)] },
    {
      id: "aws",
      models: ["us.anthropic.claude-x-v1:0", "anthropic.claude-x-v1:0", "us-gov-west-1/anthropic.claude-x-v1:0"].map(
        (id) => modelOf(id, PRICES),
      ),
    },
    {
      id: "google",
      models: [
        ...["gemini-x", "vendor-y@20260101", "vendor-y-20260101", "vendor-y@001", "google/gemma-x"].map((id) =>
          modelOf(id, PRICES),
        ),
        { id: "gemma-3", match: { starts_with: "gemma-3-" }, rates: [{ id: "gemma", prices: PRICES }] },
      ],
    },
    { id: "openrouter", models: [modelOf("v/m", PRICES), modelOf("v/m:free", {})] },
  ],
  {
    aliases: [
      { provider: "acme", alias: "My-Deployment", targetProvider: "acme", targetModel: "ac-small" },
      { provider: "gateway", alias: "chat", targetProvider: "google", targetModel: "gemini-x" },
      { provider: "acme", alias: "ac-dated", targetProvider: "acme", targetModel: "ac-small" },
      { provider: "acme", alias: "lost", targetProvider: "acme", targetModel: "nothing" },
    ],
  },
);

const find = (provider: string | null, model: string, providerApiUrl: string | null = null) => {
  const found = resolveRate(book, { provider, model, providerApiUrl, atMs: 0 });
  return found.status === "priced"
    ? `${found.seller}: ${found.rate.provider}/${found.rate.model} ${found.rate.source} by ${found.matchedBy}`
    : found.reason;
};

const GENAI = "genai-prices";

describe("the order of matching", () => {
  it.for([
    ["an own alias first", "acme", "my-deployment", `acme: acme/ac-small ${GENAI} by alias`],
    ["an own alias before the id itself", "acme", "ac-dated", `acme: acme/ac-small ${GENAI} by alias`],
    ["an own alias of a provider that nobody knows", "Gateway", "chat", `google: google/gemini-x ${GENAI} by alias`],
    ["an own rate before the list's", "acme", "ac-large", "acme: acme/ac-large override by override"],
    ["an own rate by another spelling", "acme", "models/own-only", "acme: acme/Own-Only override by override"],
    ["an own rate of a family by a date", "acme", "ac-dated-2026-08-07", "acme: acme/ac-dated override by override"],
    [
      "an own rate by a dated name of the same model",
      "acme",
      "ac-alias-20260806",
      "acme: acme/ac-alias override by override",
    ],
    ["a name that the list spells out", "acme", "AC-Newest", `acme: acme/ac-new ${GENAI} by exact`],
    ["a rule of which only a part is spelled out", "acme", "ac-new-b-preview", `acme: acme/ac-new ${GENAI} by rule`],
    ["a further name beside the rule", "acme", "vendor/ac-slug-20260101", `acme: acme/ac-slug ${GENAI} by exact`],
    [
      "a dated id before its family",
      "acme",
      "ac-dated-20260806",
      `acme: acme/ac-dated-2026-08-06 ${GENAI} by normalized`,
    ],
    ["the family of an unknown date", "acme", "ac-small-2026-08-07", `acme: acme/ac-small ${GENAI} by undated`],
    [
      "a tuned model by its base and whoever owns it",
      "acme",
      "ft:ac-base:org:name:id",
      `acme: acme/ft:ac-base ${GENAI} by normalized`,
    ],
    [
      "the list's rate of a provider that sells another's models",
      "acme",
      "ot-1",
      `acme: other/ot-1 ${GENAI} by fallback_provider`,
    ],
    [
      "a regional id as it is",
      "aws",
      "us.anthropic.claude-x-v1:0",
      `aws: aws/us.anthropic.claude-x-v1:0 ${GENAI} by exact`,
    ],
    [
      "a regional id within an ARN",
      "aws",
      "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-x-v1:0",
      `aws: aws/us.anthropic.claude-x-v1:0 ${GENAI} by normalized`,
    ],
    [
      "the price of the region that an ARN names",
      "aws",
      "arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-x-v1:0",
      `aws: aws/us-gov-west-1/anthropic.claude-x-v1:0 ${GENAI} by normalized`,
    ],
    [
      "the price without a region where the list has none of that of an ARN",
      "aws",
      "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-x-v1:0",
      `aws: aws/anthropic.claude-x-v1:0 ${GENAI} by normalized`,
    ],
    [
      "the price of GovCloud by the name of its profile",
      "aws",
      "us-gov.anthropic.claude-x-v1:0",
      `aws: aws/us-gov-west-1/anthropic.claude-x-v1:0 ${GENAI} by normalized`,
    ],
    [
      "an id behind the name of an SDK",
      "aws",
      "bedrock:anthropic.claude-x-v1:0",
      `aws: aws/anthropic.claude-x-v1:0 ${GENAI} by normalized`,
    ],
    ["an id behind LiteLLM's prefix", "google", "vertex_ai/gemini-x", `google: google/gemini-x ${GENAI} by normalized`],
    [
      "an id with its version behind a prefix before another spelling of it",
      "google",
      "vertex_ai/vendor-y@20260101",
      `google: google/vendor-y@20260101 ${GENAI} by normalized`,
    ],
    [
      "an id with its revision within a path",
      "google",
      "projects/p/locations/l/publishers/vendor/models/vendor-y@001",
      `google: google/vendor-y@001 ${GENAI} by normalized`,
    ],
    [
      "an id that begins with what is a prefix elsewhere",
      "google",
      "vertex_ai/google/gemma-x",
      `google: google/google/gemma-x ${GENAI} by normalized`,
    ],
    [
      "an id behind two prefixes",
      "google",
      "vertex_ai/google/gemini-x",
      `google: google/gemini-x ${GENAI} by normalized`,
    ],
    [
      "any size of a family that a rule names",
      "google",
      "models/gemma-3-27b-it",
      `google: google/gemma-3 ${GENAI} by rule`,
    ],
    ["an id with a harmless ending", "google", "gemini-x:latest", `google: google/gemini-x ${GENAI} by normalized`],
    ["the free edition apart", "openrouter", "v/m:free", `openrouter: openrouter/v/m:free ${GENAI} by exact`],
    ["the thinking edition with it", "openrouter", "v/m:thinking", `openrouter: openrouter/v/m ${GENAI} by normalized`],
  ] as const)("finds %s", ([, provider, model, expected], { expect }) => {
    expect(find(provider, model)).toBe(expected);
  });

  it.for([
    ["an alias that leads nowhere", "acme", "lost", "unknown_model"],
    ["an alias of another provider", "google", "my-deployment", "unknown_model"],
    ["a tuned model whose base alone is known", "acme", "ft:ac-small:org:name:id", "unknown_model"],
    ["a free edition that is not listed", "openrouter", "v/other:free", "unknown_model"],
    ["an opaque profile", "aws", "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc123", "unknown_model"],
    [
      "what an ARN of another service ends in",
      "aws",
      "arn:aws:sagemaker:us-east-1:1:endpoint/anthropic.claude-x-v1:0",
      "unknown_model",
    ],
    ["somebody's tuning of a size of a family", "google", "gemma-3-27b-it-mine", "unknown_model"],
    ["what has the same prefix twice", "google", "google/google/gemini-x", "unknown_model"],
    ["a provider that nobody knows", "nobody", "ac-small", "unknown_provider"],
  ] as const)("does not find %s", ([, provider, model, reason], { expect }) => {
    expect(find(provider, model)).toBe(reason);
  });

  it.for([
    ["a URL instead of a provider", null, "https://api.acme.test/v1"],
    ["a URL as the provider", "https://API.acme.test/v1", null],
    ["a URL beside a provider that nobody knows", "my-gateway", "https://api.acme.test"],
  ] as const)("finds the provider by %s", ([, provider, url], { expect }) => {
    expect(find(provider, "ac-small", url)).toBe(`acme: acme/ac-small ${GENAI} by exact`);
  });

  it.for([
    ["a provider that is known, whatever the URL", "google", "https://api.acme.test", "unknown_model"],
    ["a URL that nobody knows", null, "https://api.acme.test.evil.test", "unknown_provider"],
    ["a text that is no URL", null, "api.acme.test", "unknown_provider"],
  ] as const)("goes by %s", ([, provider, url, reason], { expect }) => {
    expect(find(provider, "ac-small", url)).toBe(reason);
  });

  it("remembers names of no more than 512 characters", ({ expect }) => {
    const before = book.found.count;
    find("acme", "x".repeat(600));
    expect(book.found.count).toBe(before);
  });

  it.for(["mistral-large-latest", "deepseek-chat", "chatgpt-4o-latest", "gemini-x:latest"])(
    "flags %s, which stands for changing models",
    (model, { expect }) => {
      const floating = bookOf([{ id: "acme", models: [modelOf(model, PRICES), modelOf("gemini-x", PRICES)] }]);
      expect(resolveRate(floating, { provider: "acme", model, atMs: 0 })).toMatchObject({ flags: ["floating_alias"] });
    },
  );

  it.for([
    ["its provider", "deepseek", "deepseek/deepseek-chat", ["floating_alias"]],
    ["the name that the call gives its provider", "my-deepseek", "my-deepseek/deepseek-chat", ["floating_alias"]],
    ["a LiteLLM proxy", "litellm", "deepseek/deepseek-reasoner", ["floating_alias"]],
    ["an API", "deepseek", "models/deepseek-chat", ["floating_alias"]],
    ["another seller, whose own name it is part of", "openrouter", "deepseek/deepseek-chat", []],
  ] as const)("flags a changing name behind that of %s", ([, provider, model, flags], { expect }) => {
    const floating = bookOf([
      {
        id: "deepseek",
        provider_match: { contains: "deepseek" },
        models: [modelOf("deepseek-chat", PRICES), modelOf("deepseek-reasoner", PRICES)],
      },
      { id: "openrouter", models: [modelOf("deepseek/deepseek-chat", PRICES)] },
    ]);
    expect(resolveRate(floating, { provider, model, atMs: 0 })).toMatchObject({ flags });
  });
});
