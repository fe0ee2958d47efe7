import { afterAll, beforeAll, inject } from "vitest";
import * as z from "zod";

const Requests = z.array(z.record(z.string(), z.string()));

type FeedAnswer = { status?: number; headers?: Record<string, string>; body: string; delayMs?: number };

type FeedName = "genai-prices" | "litellm" | "openrouter" | "llm-prices";

/**
 * Gives a test file the published price lists for itself: what one answers (genai-prices unless another is named), and the
 * headers of the requests that it got. Call it at the top of the file; other files that use it wait for their turn.
 */
export function usePriceFeed() {
  const url = inject("feedServerUrl");
  beforeAll(async () => {
    await fetch(`${url}/turns`, { method: "POST" });
  }, 300_000);
  afterAll(async () => {
    await fetch(`${url}/turns`, { method: "DELETE" });
  });
  return {
    /** Sets what the list answers from now on. */
    async answer(
      { status = 200, headers = {}, body, delayMs = 0 }: FeedAnswer,
      feed: FeedName = "genai-prices",
    ): Promise<void> {
      const answer = { status, headers, body, delay_ms: delayMs };
      await fetch(`${url}/answers/${feed}`, { method: "PUT", body: JSON.stringify(answer) });
    },
    /** The headers of every request that the list got since the file began. */
    async requests(feed: FeedName = "genai-prices"): Promise<Record<string, string>[]> {
      const response = await fetch(`${url}/requests/${feed}`);
      return Requests.parse(await response.json());
    },
  };
}
