import { readBedrockArn } from "./bedrock-arn.ts";

const GOVCLOUD = ["us-gov-west-1", "us-gov-east-1"];

/** How the inference profiles of GovCloud are named: they run in each of its regions. */
const GOVCLOUD_PROFILE = /^us-gov\.(?=.)/;

/** As LiteLLM names the price of a region that is sold by a price list of its own. */
const REGION_BEFORE = /^((?:us-gov|cn)-[a-z]+-\d{1,2})\/(?=.)/;

/**
 * Where a name says that a model runs. `names`: as LiteLLM names the price of that region, the nearest first. `ownPrices`: how the
 * names of such prices begin, where the region is sold by a price list of its own (GovCloud, China); else empty.
 */
export type NamedRegion = { names: string[]; ownPrices: string[] };

function regionsBefore(model: string): string[] {
  const region = REGION_BEFORE.exec(model)?.[1];
  if (region !== undefined) return [region];
  return GOVCLOUD_PROFILE.test(model) ? GOVCLOUD : [];
}

/**
 * The region that a model is called in, by its ARN or by what stands before its id. `name` is the name in lower case, `normalized`
 * the one without the wrapping of an API.
 */
export function readNamedRegion(name: string, normalized: string): NamedRegion {
  const arn = readBedrockArn(name);
  const before = regionsBefore(normalized);
  const model = normalized.replace(REGION_BEFORE, "").replace(GOVCLOUD_PROFILE, "");
  const inArn = arn === null ? [] : [`${arn.region}/`];
  const starts = [...inArn, ...before.map((region) => `${region}/`)];
  const isApart = before.length > 0 || (arn !== null && arn.partition !== "");
  const asWritten = before.length > 0 ? [normalized] : [];
  return {
    names: [...inArn.map((start) => start + model), ...asWritten, ...before.map((region) => `${region}/${model}`)],
    ownPrices: isApart ? [...starts, ...(GOVCLOUD_PROFILE.exec(normalized) ?? [])] : [],
  };
}
