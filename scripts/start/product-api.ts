import { ApiKeyList, CreatedApiKey, Health } from "@voygent/contracts";

/** What the start script asks of the running product, as an admin. */
export class ProductApi {
  readonly #baseUrl: string;
  readonly #adminToken: string;

  constructor(baseUrl: string, adminToken: string) {
    this.#baseUrl = baseUrl;
    this.#adminToken = adminToken;
  }

  async #ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${this.#adminToken}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return await response.json();
  }

  /** Whether every Worker and the database are well; false also while nothing answers yet. */
  async isHealthy(): Promise<boolean> {
    try {
      return Health.parse(await this.#ask("/health")).status === "ok";
    } catch {
      return false;
    }
  }

  /** Asks for the health; any answer counts. Throws when there is none before `signal` aborts. */
  async knock(signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.#baseUrl}/health`, { signal });
    await response.arrayBuffer();
  }

  /** Fires the cron jobs of this schedule, as Cloudflare would. */
  async runScheduled(cron: string): Promise<void> {
    const response = await fetch(`${this.#baseUrl}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent(cron)}`, {
      signal: AbortSignal.timeout(15 * 60_000),
    });
    if (!response.ok) throw new Error(`the cron jobs answered ${response.status}`);
  }

  async listKeyIds(): Promise<string[]> {
    return ApiKeyList.parse(await this.#ask("/api/keys")).data.map(({ id }) => id);
  }

  async createTrackKey(name: string): Promise<CreatedApiKey> {
    const body = JSON.stringify({ name, scopes: ["track"] });
    return CreatedApiKey.parse(await this.#ask("/api/keys", { method: "POST", body }));
  }
}
