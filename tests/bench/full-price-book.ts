import { waitForUpdate } from "@pydantic/genai-prices";

import { type FeedProvider, listedProvider } from "../../packages/cost/src/collected-data.fixture.ts";
import { contentOf, type SampleProvider } from "../../packages/cost/src/sample-rate.fixture.ts";
import { serializePriceBook } from "../../packages/cost/src/serialize-price-book.ts";

/** What LiteLLM's list adds to the book: as many providers and models as that of August 2026 had. */
const FURTHER_PROVIDERS = 59;
const FURTHER_MODELS = 2_400;

function furtherProviders(): SampleProvider[] {
  const providers = Array.from({ length: FURTHER_PROVIDERS }, (_, index) => ({ id: `host-${index}`, models: [] }));
  const modelsOf = providers.map((): SampleProvider["models"] => []);
  for (let index = 0; index < FURTHER_MODELS; index += 1) {
    const prices = { input: 100_000 + index, output: 400_000 + index, cache_read: 10_000 + index };
    const id = `vendor/model-${index}-instruct`;
    modelsOf[index % FURTHER_PROVIDERS]?.push({ id, rates: [{ id: `rate${index}`, source: "litellm", prices }] });
  }
  return providers.map(({ id }, index) => ({ id, models: modelsOf[index] ?? [] }));
}

/** The text of a price book of the whole shipped list and as much again as LiteLLM's list has. */
export async function fullPriceBook(): Promise<string> {
  const listed: FeedProvider[] = JSON.parse(JSON.stringify(await waitForUpdate()));
  return serializePriceBook(contentOf([...listed.map(listedProvider), ...furtherProviders()]));
}
