import { MatchedBy, PriceFlag, ServiceTier } from "@voygent/contracts";
import { type MatchedBy as FoundBy, PRICE_FLAGS, SERVICE_TIERS } from "@voygent/cost";
import { describe, it } from "vitest";

const FOUND_BY: Record<FoundBy, true> = {
  override: true,
  alias: true,
  exact: true,
  normalized: true,
  undated: true,
  rule: true,
  fallback_provider: true,
};

describe("what a cost is answered with", () => {
  it.for([
    ["flags", PriceFlag.options, PRICE_FLAGS],
    ["service tiers", ServiceTier.options, SERVICE_TIERS],
    ["ways to find a model", MatchedBy.options, Object.keys(FOUND_BY)],
  ] as const)("has the same %s in the contract and in the engine", ([, contract, engine], { expect }) => {
    expect([...contract].toSorted()).toEqual([...engine].toSorted());
  });
});
