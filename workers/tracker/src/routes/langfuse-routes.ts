import { createRoute } from "@hono/zod-openapi";
import {
  LangfuseBatch,
  LangfuseBatchResult,
  LangfuseMedia,
  type LangfuseProjects as Projects,
  LangfuseProjects,
  LangfuseScore,
  LangfuseScoreId,
} from "@voygent/contracts";
import { deleteFeedback } from "@voygent/db";
import { AppError, createRoutes, forbidden, hasScope, jsonContent, problems, requireScope } from "@voygent/http";

import { readBatch } from "../intake/langfuse/read-batch.ts";
import { readScore } from "../intake/langfuse/read-score.ts";
import { readJsonBody } from "../intake/read-json-body.ts";
import { recordFeedback } from "../services/record-feedback.ts";
import type { TrackerBindings } from "../tracker-bindings.ts";
import { allowPublicKey } from "./allow-public-key.ts";
import { countRefusal } from "./count-refusal.ts";
import { langfuseSecurity } from "./langfuse-security.ts";

const PROJECTS: Projects = { data: [{ id: "voygent-usage", name: "Voygent Usage" }] };

const bodyProblems = {
  ...problems.invalid,
  ...problems.guarded,
  ...problems.tooLarge,
  ...problems.mediaType,
  ...problems.unavailable,
};

const getProjects = createRoute({
  method: "get",
  path: "/projects",
  operationId: "getLangfuseProjects",
  summary: "Langfuse: whether a pair of keys is valid",
  security: langfuseSecurity,
  middleware: requireScope<TrackerBindings>("track"),
  responses: {
    200: { description: "The one project", content: jsonContent(LangfuseProjects) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

const ingest = createRoute({
  method: "post",
  path: "/ingestion",
  operationId: "ingestLangfuseBatch",
  summary: "Langfuse: the older ingestion, of which scores are taken; an empty batch needs only the public key",
  security: langfuseSecurity,
  middleware: [allowPublicKey, readJsonBody] as const,
  request: { body: { required: true, content: jsonContent(LangfuseBatch) } },
  responses: {
    207: { description: "What became of each event", content: jsonContent(LangfuseBatchResult) },
    ...bodyProblems,
  },
});

const createScore = createRoute({
  method: "post",
  path: "/scores",
  operationId: "createLangfuseScore",
  summary: "Langfuse: store a score, such as a thumb, in the place of an earlier one of its id",
  security: langfuseSecurity,
  middleware: [requireScope<TrackerBindings>("track"), countRefusal("langfuse", "score"), readJsonBody] as const,
  request: { body: { required: true, content: jsonContent(LangfuseScore) } },
  responses: { 200: { description: "Stored", content: jsonContent(LangfuseScoreId) }, ...bodyProblems },
});

const deleteScore = createRoute({
  method: "delete",
  path: "/scores/{id}",
  operationId: "deleteLangfuseScore",
  summary: "Langfuse: take a score back",
  security: langfuseSecurity,
  middleware: requireScope<TrackerBindings>("track"),
  request: { params: LangfuseScoreId },
  responses: {
    200: { description: "Taken back", content: jsonContent(LangfuseScoreId) },
    ...problems.guarded,
    ...problems.notFound,
    ...problems.unavailable,
  },
});

const createMedia = createRoute({
  method: "post",
  path: "/media",
  operationId: "createLangfuseMedia",
  summary: "Langfuse: media are never stored; the answer makes the SDK pass over the upload",
  security: langfuseSecurity,
  middleware: [requireScope<TrackerBindings>("track"), readJsonBody] as const,
  responses: { 200: { description: "Nothing to upload", content: jsonContent(LangfuseMedia) }, ...bodyProblems },
});

/** What Langfuse clients call besides their spans, under `/api/public`. */
export const langfuseRoutes = createRoutes<TrackerBindings>()
  .openapi(getProjects, (c) => c.json(PROJECTS, 200))
  .openapi(ingest, async (c) => {
    const { batch } = c.req.valid("json");
    if (batch.length > 0 && !hasScope(c.get("caller"), "track")) throw forbidden();
    const { scores, result, warnings } = readBatch(batch, Date.now());
    await recordFeedback(c.env.DB, scores, warnings);
    return c.json(result, 207);
  })
  .openapi(createScore, async (c) => {
    const row = readScore(c.req.valid("json"), Date.now());
    await recordFeedback(c.env.DB, [row]);
    return c.json({ id: row.id }, 200);
  })
  .openapi(deleteScore, async (c) => {
    const { id } = c.req.valid("param");
    const { meta } = await deleteFeedback(c.env.DB, id).run();
    if (meta.changes === 0) throw new AppError("not_found", "there is no such score");
    return c.json({ id }, 200);
  })
  .openapi(createMedia, (c) => c.json({ mediaId: crypto.randomUUID(), uploadUrl: null }, 200));
