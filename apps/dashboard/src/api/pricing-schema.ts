import type { components, paths } from "./pricing.gen.ts";

type Schemas = components["schemas"];

export type ListedRate = Schemas["ListedRate"];
export type UnitRate = Schemas["UnitRate"];
export type PriceFeedId = Schemas["PriceFeedId"];
export type PriceHistory = Schemas["PriceHistory"];
export type PriceSource = Schemas["PriceSourceList"]["data"][number];
export type PriceSourceResult = Schemas["PriceSourceResult"];
export type PriceDisagreement = Schemas["PriceDisagreements"]["data"][number];
export type PriceRun = Schemas["PriceRun"];
export type PriceRunDetail = Schemas["PriceRunDetail"];
export type QuarantinedChange = Schemas["QuarantinedChange"];
export type OverrideRequest = Schemas["OverrideRequest"];
export type ServiceTier = Schemas["ServiceTier"];
export type Discount = Schemas["Discount"];
export type ResourceRates = Schemas["ResourceRates"];
export type ResourceRatesRequest = Schemas["ResourceRatesRequest"];
export type ServiceRate = Schemas["ServiceRate"];
export type PriceAlias = Schemas["PriceAlias"];
export type UnpricedModel = Schemas["UnpricedModel"];
export type RepriceRun = Schemas["RepriceRun"];
export type RepriceRequest = Schemas["RepriceRequest"];

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;

export type RatesQuery = QueryOf<"/pricing/rates">;
export type QuarantineQuery = QueryOf<"/pricing/quarantine">;
