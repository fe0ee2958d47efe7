import { createRoute } from "@hono/zod-openapi";
import { ApiKeyList, CreatedApiKey, NewApiKey } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";
import * as z from "zod";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { limitBody } from "../limit-body.ts";
import { createApiKey } from "../services/create-api-key.ts";
import { listApiKeys } from "../services/list-api-keys.ts";
import { revokeApiKey } from "../services/revoke-api-key.ts";

const KeyParams = z.object({ id: z.string().min(1).max(64).meta({ description: "The key's id" }) });

const createApiKeyRoute = createRoute({
  method: "post",
  path: "/keys",
  operationId: "createApiKey",
  summary: "Make a key; its secrets are shown this once",
  tags: ["Keys"],
  security: keySecurity,
  middleware: [requireScope<AnalyticsBindings>("admin"), limitBody] as const,
  request: {
    body: {
      required: true,
      content: {
        "application/json": { schema: NewApiKey, example: { name: "LibreChat production", scopes: ["track"] } },
      },
    },
  },
  responses: {
    201: { description: "The key with its secrets", content: jsonContent(CreatedApiKey) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

const listApiKeysRoute = createRoute({
  method: "get",
  path: "/keys",
  operationId: "listApiKeys",
  summary: "List the keys that are not revoked, newest first, without their secrets",
  tags: ["Keys"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("admin"),
  responses: {
    200: { description: "The keys", content: jsonContent(ApiKeyList) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const revokeApiKeyRoute = createRoute({
  method: "delete",
  path: "/keys/{id}",
  operationId: "revokeApiKey",
  summary: "Revoke a key; it stops working at once",
  tags: ["Keys"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("admin"),
  request: { params: KeyParams },
  responses: {
    204: { description: "The key is revoked" },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

export const keyRoutes = createRoutes<AnalyticsBindings>()
  .openapi(createApiKeyRoute, async (c) => c.json(await createApiKey(c, c.req.valid("json")), 201))
  .openapi(listApiKeysRoute, async (c) => c.json(await listApiKeys(c), 200))
  .openapi(revokeApiKeyRoute, async (c) => {
    await revokeApiKey(c, c.req.valid("param").id);
    return c.body(null, 204);
  });
