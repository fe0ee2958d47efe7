import { Health, Problem } from "@voygent/contracts";
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { app } from "../src/app.ts";
import { runScheduledJobs } from "../src/jobs/run-scheduled-jobs.ts";

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What the runtime makes of a Worker that died: every call of its binding is rejected. */
const unreachable = {
  fetch: () => Promise.reject(new Error("Network connection lost at secret-host:1234.")),
  runScheduled: () => Promise.reject(new Error("Network connection lost.")),
};

const askWithout = (tracker: typeof unreachable, path: string) =>
  app.request(path, {}, { ...env, TRACKER: tracker }, createExecutionContext());

it("answers 503 without internals when the Worker that owns the path cannot be reached", async ({ expect }) => {
  const response = await askWithout(unreachable, "/track/health");
  expect(response.status).toBe(503);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("retry-after")).toBe("1");
  const text = await response.text();
  expect(Problem.parse(JSON.parse(text)).code).toBe("service_unavailable");
  expect(text).not.toContain("secret-host");
});

it("says in its health which Worker cannot be reached", async ({ expect }) => {
  const response = await askWithout(unreachable, "/health");
  expect(response.status).toBe(503);
  expect(Health.parse(await response.json())).toEqual({
    status: "failed",
    version: "0.1.0",
    checks: { tracker: "failed", analytics_api: "ok", pricing_sync: "ok", archiver: "ok", database: "ok" },
  });
});

it("runs the jobs of the archiver although those of the Workers before it fail", async ({ expect }) => {
  await postJson("/track/interaction", {
    id: "two-years-old",
    session_id: "s-old",
    user_id: "ada",
    type: "chat",
    timestamp: new Date(Date.now() - 2 * YEAR_MS).toISOString(),
  });
  await runScheduledJobs({ ...env, PRICING_SYNC: unreachable, TRACKER: unreachable }, "0 * * * *");
  const archived = env.DB.prepare("SELECT count(*) AS n FROM interactions_archive WHERE id = 'two-years-old'");
  expect(await archived.first("n")).toBe(1);
});
