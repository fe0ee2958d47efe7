import { Health } from "@voygent/contracts";
import { env } from "cloudflare:workers";
import { it } from "vitest";

import { frontDoor } from "../../../tests/stack/front-door.ts";

it("reports every Worker and the database as healthy", async ({ expect }) => {
  const response = await frontDoor("/health");
  expect(response.status).toBe(200);
  expect(Health.parse(await response.json())).toEqual({
    status: "ok",
    version: "0.1.0",
    checks: { tracker: "ok", analytics_api: "ok", pricing_sync: "ok", archiver: "ok", database: "ok" },
  });
});

it("hands a request id on to the Worker that owns the path and back", async ({ expect }) => {
  const response = await frontDoor("/track/openapi.json", { headers: { "x-request-id": "req-42" } });
  expect(response.headers.get("x-request-id")).toBe("req-42");
});

it("serves the page for every page route, under a strict content policy", async ({ expect }) => {
  const response = await frontDoor("/sessions/some-session");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(response.headers.get("cache-control")).toBe("no-cache");
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self';");
});

it("says that a file for LibreChat is not there, where a page in its place would break LibreChat", async ({
  expect,
}) => {
  const response = await frontDoor("/librechat/register.js");
  expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});

it("lets the browser keep hashed files for a year", async ({ expect }) => {
  const response = await frontDoor("/assets/index-B2x9kQa1.js");
  expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
});

it("shares one database with the Workers behind it", async ({ expect }) => {
  const tables = await env.DB.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'interactions'").first();
  expect(tables).toEqual({ n: 1 });
});
