import { createRoute } from "@hono/zod-openapi";
import { LibreChatUrl, LibreChatUrlList, LibreChatUrlParams, LibreChatUrlRequest } from "@voygent/contracts";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import type { AnalyticsBindings } from "../analytics-bindings.ts";
import { limitBody } from "../limit-body.ts";
import { listLibreChatUrls, setLibreChatUrl } from "../services/librechat-urls.ts";

const listLibreChatUrlsRoute = createRoute({
  method: "get",
  path: "/librechat-urls",
  operationId: "listLibreChatUrls",
  summary: "The sources whose LibreChat is known",
  tags: ["Sources"],
  security: keySecurity,
  middleware: requireScope<AnalyticsBindings>("read"),
  responses: {
    200: { description: "The addresses by source", content: jsonContent(LibreChatUrlList) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const setLibreChatUrlRoute = createRoute({
  method: "put",
  path: "/librechat-urls/{source}",
  operationId: "setLibreChatUrl",
  summary: "Say where the LibreChat of a source is, or forget it",
  description:
    "With it, the sessions of the source link to their conversations there. It may be said before the first event.",
  tags: ["Sources"],
  security: keySecurity,
  middleware: [requireScope<AnalyticsBindings>("admin"), limitBody] as const,
  request: { params: LibreChatUrlParams, body: { required: true, content: jsonContent(LibreChatUrlRequest) } },
  responses: {
    200: { description: "The address", content: jsonContent(LibreChatUrl) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.tooLarge,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

export const libreChatUrlRoutes = createRoutes<AnalyticsBindings>()
  .openapi(listLibreChatUrlsRoute, async (c) => c.json(await listLibreChatUrls(c), 200))
  .openapi(setLibreChatUrlRoute, async (c) =>
    c.json(await setLibreChatUrl(c, c.req.valid("param").source, c.req.valid("json").librechat_url), 200),
  );
