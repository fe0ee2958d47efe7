import { type APIRequestContext, expect, type Page, test as base } from "@playwright/test";
import * as z from "zod";

export const ADMIN_TOKEN = process.env["E2E_ADMIN_TOKEN"] ?? "";

const Recorded = z.object({ cost: z.object({ total: z.string(), status: z.string() }) });

type Chat = { session: string; user: string; input: number; output: number; at?: string };

/** What a scenario does besides looking at the page: it sends interactions, as the admin, through the public API. */
class Client {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  /** Posts JSON and gives back the answer's body; a refusal fails the scenario. */
  async post(path: string, body: unknown): Promise<unknown> {
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const response = await this.#request.post(path, { data: body, headers });
    expect(response.ok(), `${path} answered ${response.status()}: ${await response.text()}`).toBe(true);
    return await response.json();
  }

  /** Records a chat of claude-sonnet-4-5; gives back what it cost, as decimal text. */
  async chat(event: Chat): Promise<string> {
    const cost = await this.chatWith("anthropic", "claude-sonnet-4-5", event);
    expect(cost.status).toBe("priced");
    return cost.total;
  }

  /** Records a chat with a model; gives back what it cost and whether there was a price. */
  async chatWith(provider: string, model: string, event: Chat): Promise<{ total: string; status: string }> {
    const recorded = await this.post("/track/interaction", {
      session_id: event.session,
      user_id: event.user,
      type: "chat",
      provider,
      model,
      tokens: { input: event.input, output: event.output },
      ...(event.at !== undefined && { timestamp: event.at }),
    });
    return Recorded.parse(recorded).cost;
  }
}

type Fixtures = {
  client: Client;
  /** The dashboard with an admin signed in through the link that the start prints. */
  signedIn: Page;
};

export const test = base.extend<Fixtures>({
  client: async ({ request }, use) => {
    await use(new Client(request));
  },
  signedIn: async ({ page }, use) => {
    await page.goto(`/#token=${ADMIN_TOKEN}`);
    await expect(page.getByRole("link", { name: "Sessions" }).first()).toBeVisible();
    await use(page);
  },
});

/** A name that no other scenario uses. */
export const fresh = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}`;
