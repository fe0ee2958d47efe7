import { join } from "node:path";

import { describe, it } from "vitest";

import { readConfig } from "./read-config.ts";
import { WORKERS } from "./workers.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("queue mode", () => {
  it("is off as the repository stands: no Worker knows a queue", async ({ expect }) => {
    const configs = await Promise.all(WORKERS.map((worker) => readConfig(ROOT, worker)));
    expect(configs.map(({ queues }) => queues)).toEqual(WORKERS.map(() => undefined));
  });

  it("gives the tracker, and no other Worker, its queues when it is on", async ({ expect }) => {
    const configs = await Promise.all(WORKERS.map((worker) => readConfig(ROOT, worker, "on")));
    const queued = configs.filter(({ queues }) => queues !== undefined);
    expect(queued.map(({ name }) => name)).toEqual(["voygent-usage-tracker"]);
    expect(queued[0]?.queues).toMatchObject({
      producers: [{ binding: "USAGE_QUEUE", queue: "voygent-usage-events" }],
      consumers: [
        { queue: "voygent-usage-events", dead_letter_queue: "voygent-usage-dead-letters" },
        { queue: "voygent-usage-dead-letters" },
      ],
    });
  });
});
