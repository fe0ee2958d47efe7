import { createRoute } from "@hono/zod-openapi";
import { ArchiveRequest, ArchiveRun, ArchiveStatus } from "@voygent/contracts";
import { createDb } from "@voygent/db";
import { createRoutes, jsonContent, keySecurity, problems, requireScope } from "@voygent/http";

import { archiveCutoff } from "../services/archive-cutoff.ts";
import { describeArchive } from "../services/describe-archive.ts";
import { rehearseArchive } from "../services/rehearse-archive.ts";
import { runArchive } from "../services/run-archive.ts";

const run = createRoute({
  method: "post",
  path: "/archive/run",
  operationId: "runArchive",
  summary: "Move rows older than a day (default one year ago) to the archive; call again while `status` is `more`",
  description:
    "`older_than` must be before today in UTC. With `dry_run` nothing moves: `moved` says what would, and `run_id` is null.",
  security: keySecurity,
  middleware: requireScope("admin"),
  request: { body: { required: false, content: jsonContent(ArchiveRequest) } },
  responses: {
    200: { description: "What was moved", content: jsonContent(ArchiveRun) },
    ...problems.invalid,
    ...problems.guarded,
    ...problems.conflict,
    ...problems.mediaType,
    ...problems.unavailable,
  },
});

const status = createRoute({
  method: "get",
  path: "/archive/status",
  operationId: "getArchiveStatus",
  summary: "What the archive holds, what is due to move, and the last run",
  security: keySecurity,
  middleware: requireScope("read"),
  responses: {
    200: { description: "The state of the archive", content: jsonContent(ArchiveStatus) },
    ...problems.guarded,
    ...problems.unavailable,
  },
});

/** The archive's own routes: run it, and see how it stands. */
export const archiveRoutes = createRoutes()
  .openapi(run, async (c) => {
    const { older_than: olderThan, dry_run: isDryRun } = c.req.valid("json");
    const nowMs = Date.now();
    const cutoff = archiveCutoff(nowMs, olderThan);
    const db = createDb(c.env.DB);
    const result = isDryRun
      ? await rehearseArchive(db, cutoff)
      : await runArchive(db, { trigger: "manual", cutoff, nowMs });
    return c.json(result, 200);
  })
  .openapi(status, async (c) => c.json(await describeArchive(createDb(c.env.DB), archiveCutoff(Date.now())), 200));
