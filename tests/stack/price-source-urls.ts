/** Where the product reads its price lists in a test: at the feeds of its runtime, each under its name. */
export function priceSourceUrls(feedsUrl: string) {
  return {
    PRICING_SOURCE_GENAI_PRICES_URL: `${feedsUrl}/feeds/genai-prices`,
    PRICING_SOURCE_LITELLM_URL: `${feedsUrl}/feeds/litellm`,
    PRICING_SOURCE_OPENROUTER_URL: `${feedsUrl}/feeds/openrouter`,
    PRICING_SOURCE_LLM_PRICES_URL: `${feedsUrl}/feeds/llm-prices`,
  };
}
