import type { ListedRate } from "../../../api/pricing-schema.ts";

/** A model with its rates in all lists, and the one to show: what a standard call is charged at, else the first that is known. */
export interface PricedModel {
  key: string;
  provider: string;
  model: string;
  rates: ListedRate[];
  shown: ListedRate | undefined;
}

/** The rates of a page by model, in the order in which the models first appear. */
export function groupRates(rates: ListedRate[]): PricedModel[] {
  const byModel = Map.groupBy(rates, ({ provider, model }) => `${provider}\n${model}`);
  return [...byModel].map(([key, own]) => {
    const standard = own.filter(({ service_tier: tier }) => tier === "standard");
    const [first] = own;
    return {
      key,
      provider: first?.provider ?? "",
      model: first?.model ?? "",
      rates: own,
      shown: standard.find(({ in_use: isInUse }) => isInUse === true) ?? standard[0] ?? first,
    };
  });
}
