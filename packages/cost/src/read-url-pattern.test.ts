import { describe, it } from "vitest";

import { readUrlPattern } from "./read-url-pattern.ts";

const OPENAI = "https://api\\.openai\\.com";
const GOOGLE = "https://(.*\\.)?googleapis\\.com";
const BEDROCK = "https://bedrock-runtime\\.[a-z0-9-]+\\.amazonaws\\.com(/|$)";
const AZURE = "(https?://)?([^.]*\\.)?(?:openai\\.azure\\.com|azure-api\\.net)";
const HUGGINGFACE = "https://router\\.huggingface\\.co/groq";
const CLOUDFLARE = "https://api\\.cloudflare\\.com/client/v4/accounts/[^/]+/ai(?:/|$)";
const MOONSHOT = "https://api\\.moonshot\\.";

describe("readUrlPattern", () => {
  it.for([
    [OPENAI, "https://api.openai.com"],
    [OPENAI, "https://API.OpenAI.com/v1/chat/completions"],
    [GOOGLE, "https://googleapis.com/v1"],
    [GOOGLE, "https://us-central1-aiplatform.googleapis.com/v1"],
    [BEDROCK, "https://bedrock-runtime.eu-west-1.amazonaws.com/model/x/invoke"],
    [AZURE, "https://mine.openai.azure.com/openai/deployments/x"],
    [HUGGINGFACE, "https://router.huggingface.co/groq/openai/v1"],
    [CLOUDFLARE, "https://api.cloudflare.com/client/v4/accounts/1a2b/ai/v1/chat"],
    [MOONSHOT, "https://api.moonshot.cn/v1"],
  ] as const)("%s accepts %s", ([pattern, url], { expect }) => {
    expect(readUrlPattern(pattern)(new URL(url))).toBe(true);
  });

  it.for([
    ["a host that only begins like it", OPENAI, "https://api.openai.com.evil.test/v1"],
    ["a host that only ends like it", OPENAI, "https://notapi.openai.com.test"],
    ["the host in the path", GOOGLE, "https://evil.test/x.googleapis.com/v1"],
    ["the host as a user", OPENAI, "https://api.openai.com@evil.test/v1"],
    ["no TLS", OPENAI, "http://api.openai.com/v1"],
    ["a longer word of the path", HUGGINGFACE, "https://router.huggingface.co/groqish"],
    ["another path", CLOUDFLARE, "https://api.cloudflare.com/client/v4/zones"],
    ["a host behind an open end", MOONSHOT, "https://api.moonshot.evil.test/v1"],
    ["a deeper host than the pattern has", AZURE, "https://a.b.openai.azure.com.evil.test"],
    ["any host by a pattern without a scheme", "api\\.openai\\.com", "https://api.openai.com"],
    ["any host by a pattern that is none", "https://api\\.(", "https://api.openai.com"],
  ] as const)("does not take $0 for it: %s", ([, pattern, url], { expect }) => {
    expect(readUrlPattern(pattern)(new URL(url))).toBe(false);
  });
});
