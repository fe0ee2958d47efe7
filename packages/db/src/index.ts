export { createDb, type Db } from "./db.ts";
export * from "./schema/administration.ts";
export * from "./schema/prices.ts";
export * from "./schema/usage.ts";
export { selectApiKeyById, selectApiKeyBySecret } from "./read/select-api-key.ts";
export { selectDatabaseTime } from "./read/select-database-time.ts";
export {
  countArchivableCostEstimates,
  countArchivableInteractions,
  countArchivableSessions,
} from "./read/count-archivable.ts";
export { selectArchiveCounts } from "./read/select-archive-counts.ts";
export { selectArchiveRun, selectDoneCronArchiveRun, selectLastArchiveRun } from "./read/select-archive-run.ts";
export { addMovedCount } from "./write/add-moved-count.ts";
export { finishArchiveRun, finishDeadArchiveRuns } from "./write/finish-archive-run.ts";
export { moveCostEstimates } from "./write/move-cost-estimates.ts";
export { moveInteractions } from "./write/move-interactions.ts";
export { moveSessions } from "./write/move-sessions.ts";
export { startArchiveRun } from "./write/start-archive-run.ts";
