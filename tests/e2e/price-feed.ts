import { createServer } from "node:http";

import { type Provider, waitForUpdate } from "@pydantic/genai-prices";

/** The shipped price list with another input price for one model, in US dollars per million tokens. */
async function priceList(model: string, inputUsd: number): Promise<Provider[]> {
  const providers = structuredClone((await waitForUpdate()) ?? []);
  const found = providers.find(({ id }) => id === "anthropic")?.models.find(({ id }) => id === model);
  if (found === undefined || Array.isArray(found.prices)) throw new Error(`the shipped prices have no one of ${model}`);
  found.prices["input_mtok"] = inputUsd;
  return providers;
}

/** Serves that list where the product under test looks for published prices. Answers how to stop it. */
export async function servePriceList(model: string, inputUsd: number): Promise<() => Promise<void>> {
  const body = JSON.stringify(await priceList(model, inputUsd));
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(Number(process.env["E2E_FEED_PORT"]), "127.0.0.1", resolve);
  });
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
}
