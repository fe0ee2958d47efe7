import { describe, it } from "vitest";

import { resolveRate } from "./resolve-rate.ts";
import { bookOf, modelOf, type SampleModel } from "./sample-rate.fixture.ts";

const MODEL = "anthropic.claude-x-v1:0";
const WITHOUT_REGION = 1_000_000;
const GOVCLOUD = 1_200_000;
const PROFILE = 1_300_000;

const own = (id: string): SampleModel => ({
  id,
  flags: ["override"],
  rates: [{ id: `own-${id}`, source: "override", prices: { input: WITHOUT_REGION } }],
});

const book = bookOf([
  {
    id: "aws",
    models: [
      own("own"),
      own("us-gov.own"),
      modelOf(`us-gov-west-1/${MODEL}`, { input: GOVCLOUD }),
      { id: MODEL, match: { contains: MODEL }, rates: [{ id: "x", prices: { input: WITHOUT_REGION } }] },
      modelOf("us-gov-east-1/meta.llama-x-v1:0", { input: GOVCLOUD }),
      modelOf("us-gov.meta.llama-y-v1:0", { input: PROFILE }),
      modelOf("us-gov-west-1/meta.llama-y-v1:0", { input: GOVCLOUD }),
      {
        id: "meta.llama-z-v1:0",
        match: { contains: "meta.llama-z" },
        rates: [{ id: "z", prices: { input: WITHOUT_REGION } }],
      },
    ],
  },
]);

describe("the region that a name says", () => {
  it.for([
    ["its own price", `arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/${MODEL}`, GOVCLOUD, []],
    [
      "no price in one region of GovCloud",
      `arn:aws-us-gov:bedrock:us-gov-east-1::foundation-model/${MODEL}`,
      WITHOUT_REGION,
      ["region_not_priced"],
    ],
    [
      "no price in China",
      `arn:aws-cn:bedrock:cn-north-1::foundation-model/${MODEL}`,
      WITHOUT_REGION,
      ["region_not_priced"],
    ],
    ["no price elsewhere", `arn:aws:bedrock:eu-west-1::foundation-model/${MODEL}`, WITHOUT_REGION, []],
    ["an own rate", "arn:aws-us-gov:bedrock:us-gov-east-1:1:inference-profile/own", WITHOUT_REGION, []],
    ["the price of GovCloud, by a profile", `us-gov.${MODEL}`, GOVCLOUD, []],
    ["the price of GovCloud, by a profile as LiteLLM writes it", `bedrock/converse/us-gov.${MODEL}`, GOVCLOUD, []],
    [
      "the price of GovCloud, by the ARN of a profile",
      `arn:aws-us-gov:bedrock:us-gov-west-1:1:inference-profile/us-gov.${MODEL}`,
      GOVCLOUD,
      [],
    ],
    [
      "the price of GovCloud, by the ARN of a profile in its other region",
      `arn:aws-us-gov:bedrock:us-gov-east-1:1:inference-profile/us-gov.${MODEL}`,
      GOVCLOUD,
      [],
    ],
    ["a price in the eastern region of GovCloud alone", "us-gov.meta.llama-x-v1:0", GOVCLOUD, []],
    ["a price under the very name of the profile", "bedrock/us-gov.meta.llama-y-v1:0", PROFILE, []],
    ["no price in GovCloud, by a profile", "us-gov.meta.llama-z-v1:0", WITHOUT_REGION, ["region_not_priced"]],
    ["no price in GovCloud, by its region", `bedrock/us-gov-east-1/${MODEL}`, WITHOUT_REGION, ["region_not_priced"]],
    ["a price in GovCloud, by its region", `bedrock/us-gov-west-1/${MODEL}`, GOVCLOUD, []],
    ["no price in China, by its region", `cn-northwest-1/${MODEL}`, WITHOUT_REGION, ["region_not_priced"]],
    ["an own rate of a profile", "us-gov.own", WITHOUT_REGION, []],
    ["the price without a region, by a profile of AWS at large", `us.${MODEL}`, WITHOUT_REGION, []],
    ["the price without a region, by another region", `bedrock/eu-west-1/${MODEL}`, WITHOUT_REGION, []],
  ] as const)("has %s", ([, model, input, flags], { expect }) => {
    expect(resolveRate(book, { provider: "aws", model, atMs: 0 })).toMatchObject({
      rate: { prices: { input } },
      flags,
    });
  });
});
