import * as fc from "fast-check";
import { describe, it } from "vitest";

import { resolveRate } from "./resolve-rate.ts";
import { bookOf, modelOf } from "./sample-rate.fixture.ts";

const PRICES = { input: 1_000_000 };
const CHARGED = ["foundation-model", "inference-profile", "application-inference-profile"];
const OTHERS = [
  "imported-model",
  "custom-model",
  "custom-model-deployment",
  "provisioned-model",
  "prompt-router",
  "default-prompt-router",
  "marketplace/model-endpoint",
  "endpoint",
];

/** Rules as loose as a list can have them, a provider that is found by any name of a Claude, and one to fall back to. */
const book = bookOf([
  {
    id: "aws",
    fallbacks: ["anthropic"],
    models: [
      modelOf("anthropic.claude-a-v1:0", PRICES),
      { id: "claude-b", match: { contains: "claude-b" }, rates: [{ id: "b", prices: PRICES }] },
      { id: "arn-of-claude-c", match: { regex: "claude-c" }, rates: [{ id: "c", prices: PRICES }] },
    ],
  },
  { id: "anthropic", model_match: { contains: "claude" }, models: [modelOf("claude-d", PRICES)] },
]);

const ofModel = fc.record({
  seller: fc.constantFrom("aws", "anthropic", null),
  partition: fc.constantFrom("aws", "aws-us-gov", "aws-cn"),
  region: fc.constantFrom("us-east-1", "eu-central-2", "us-gov-west-1", "cn-north-1"),
  account: fc.constantFrom("", "123456789012"),
  model: fc.constantFrom("anthropic.claude-a-v1:0", "claude-b", "anthropic.claude-b-v1:0", "claude-c", "claude-d"),
});

const find = (provider: string | null, model: string) => resolveRate(book, { provider, model, atMs: 0 }).status;

describe("an ARN", () => {
  it("has no price unless Bedrock charges it as the model in its name", ({ expect }) => {
    const kinds = fc.oneof(
      fc.tuple(fc.constant("bedrock"), fc.constantFrom(...OTHERS)),
      fc.tuple(fc.constantFrom("sagemaker", "bedrock-agent", "lambda", "s3"), fc.constantFrom(...CHARGED, ...OTHERS)),
    );
    fc.assert(
      fc.property(ofModel, kinds, ({ seller, partition, region, account, model }, [service, kind]) => {
        expect(find(seller, `arn:${partition}:${service}:${region}:${account}:${kind}/${model}`)).toBe("unpriced");
      }),
    );
  });

  it("has the price of its model where Bedrock charges it as such", ({ expect }) => {
    const model = "anthropic.claude-a-v1:0";
    fc.assert(
      fc.property(ofModel, fc.constantFrom(...CHARGED), ({ partition, region, account }, kind) => {
        const arn = `arn:${partition}:bedrock:${region}:${account}:${kind}/${model}`;
        expect(resolveRate(book, { provider: "aws", model: arn, atMs: 0 })).toMatchObject({ rate: { model } });
      }),
    );
  });

  it("has the own rate of its whole name, of whatever kind it is", ({ expect }) => {
    const arn = "arn:aws:bedrock:us-east-1:1:provisioned-model/abc";
    const rates = [{ id: "own", source: "override", prices: PRICES }];
    const withOwn = bookOf([{ id: "aws", models: [{ id: arn, flags: ["override"], rates }] }]);
    expect(resolveRate(withOwn, { provider: "aws", model: arn, atMs: 0 })).toMatchObject({ matchedBy: "override" });
  });
});
