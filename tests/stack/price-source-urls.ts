/** Where the product reads its price lists in a test: at the feed server, each under its name. */
export function priceSourceUrls(feedServerUrl: string) {
  return {
    PRICING_SOURCE_GENAI_PRICES_URL: `${feedServerUrl}/feeds/genai-prices`,
    PRICING_SOURCE_LITELLM_URL: `${feedServerUrl}/feeds/litellm`,
    PRICING_SOURCE_OPENROUTER_URL: `${feedServerUrl}/feeds/openrouter`,
    PRICING_SOURCE_LLM_PRICES_URL: `${feedServerUrl}/feeds/llm-prices`,
  };
}
