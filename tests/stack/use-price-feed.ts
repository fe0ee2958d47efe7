import { env } from "cloudflare:workers";
import * as z from "zod";

const Requests = z.array(z.record(z.string(), z.string()));

type FeedAnswer = {
  status?: number;
  headers?: Record<string, string>;
  body: string;
  delayMs?: number;
  /** How often the body is sent. */
  repeat?: number;
  /** Whether the answer never ends. */
  stalls?: boolean;
};

type FeedName = "genai-prices" | "litellm" | "openrouter" | "llm-prices";

/**
 * The published price lists of a test file, which are its own: what one answers (genai-prices unless another is named), and
 * the headers of the requests that it got.
 */
export function usePriceFeed() {
  const url = env.TEST_FEEDS_URL;
  return {
    /** Sets what the list answers from now on. */
    async answer(
      { status = 200, headers = {}, body, delayMs = 0, repeat = 1, stalls = false }: FeedAnswer,
      feed: FeedName = "genai-prices",
    ): Promise<void> {
      const answer = { status, headers, body, delay_ms: delayMs, repeat, stalls };
      await fetch(`${url}/answers/${feed}`, { method: "PUT", body: JSON.stringify(answer) });
    },
    /** Lets a list answer a collected file from now on; false where there are none. */
    async answerFile(file: string, feed: FeedName): Promise<boolean> {
      return (await fetch(`${url}/files/${feed}`, { method: "PUT", body: file })).ok;
    },
    /** The headers of every request that the list got since the file began. */
    async requests(feed: FeedName = "genai-prices"): Promise<Record<string, string>[]> {
      const response = await fetch(`${url}/requests/${feed}`);
      return Requests.parse(await response.json());
    },
  };
}
