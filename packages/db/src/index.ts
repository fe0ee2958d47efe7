export { createDb, type Db } from "./db.ts";
export * from "./schema/administration.ts";
export * from "./schema/feedback.ts";
export * from "./schema/price-books.ts";
export * from "./schema/prices.ts";
export * from "./schema/archive.ts";
export * from "./schema/rollups.ts";
export * from "./schema/usage.ts";
export { selectApiKeyById, selectApiKeyByPublicKey, selectApiKeyBySecret } from "./read/select-api-key.ts";
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
export { selectPriceBook, selectPriceBookFormat, selectPriceBookVersion } from "./read/select-price-book.ts";
export { encodeInteractionKeys, type InteractionKey } from "./read/interaction-keys.ts";
export { selectStoredInteractions, type StoredInteractionRow } from "./read/select-stored-interactions.ts";
export { selectSourceOverlaps, type SourceOverlapRow } from "./read/select-source-overlaps.ts";
export { selectTraceMates, type TraceMateRow } from "./read/select-trace-mates.ts";
export type { SentTrace } from "./read/trace-mates.ts";
export type { ReplyRole, ReplyWay, SentReply } from "./read/reply-mates.ts";
export { type ReplyMateRow, selectReplyMates } from "./read/select-reply-mates.ts";
export { abortOnReplyMates, type GuardedReplies } from "./write/abort-on-reply-mates.ts";
export { claimReplyMates, type ReplyClaim } from "./write/claim-reply-mates.ts";
export { selectTrackedSessions, type TrackedSessionRow } from "./read/select-tracked-sessions.ts";
export { abortOnTraceMates, isTraceMatesAbort } from "./write/abort-on-trace-mates.ts";
export { addUsageQuarterHours } from "./write/add-usage-quarter-hours.ts";
export { addUsageLabels, labelKeyOf, type LabelUsage, type UsageLabels } from "./write/add-usage-labels.ts";
export { addLibrechatSums, type LibrechatSums, noLibrechatSums } from "./librechat-sums.ts";
export { finishLabelBacklog, recountLabels, startLabelBacklog } from "./write/recount-labels.ts";
export {
  type BacklogQuarterRow,
  type LabelBacklogRow,
  selectBacklogQuarters,
  selectLabelBacklog,
} from "./read/select-label-backlog.ts";
export { type Label, LABELS, matchesUnlabelled } from "./read/label-filter.ts";
export { isOfLabelsAlone, type LabelGroup } from "./read/labels-in-periods.ts";
export {
  type LabelUsageRow,
  selectClosedLabelUsage,
  selectClosedUsageByLabels,
  selectLiveLabelUsage,
} from "./read/select-label-usage.ts";
export {
  type ReconciliationRow,
  selectClosedReconciliation,
  selectLiveReconciliation,
} from "./read/select-reconciliation.ts";
export { MAX_LIBRECHAT_USD } from "./read/labels-of-rows.ts";
export { addUsers } from "./write/add-users.ts";
export { addWarnings, type WarningCount } from "./write/add-warnings.ts";
export { reopenPeriods, type TouchedUsage } from "./write/reopen-periods.ts";
export {
  deleteSampleInteractions,
  deleteSampleSessions,
  deleteSampleTraces,
  deleteSampleUsage,
  deleteSampleUsers,
  SAMPLE_ID_PREFIX,
  SAMPLE_SOURCE,
} from "./write/delete-sample.ts";
export { insertInteractions, interactionValues, type InteractionRow } from "./write/insert-interactions.ts";
export { insertStartedSession, type StartedSession } from "./write/insert-started-session.ts";
export { type QuarterHourUsage, sentQuarterHours } from "./write/sent-quarter-hours.ts";
export type { Measures } from "./write/measure-columns.ts";
export { restoreArchivedSessions } from "./write/restore-archived-sessions.ts";
export { upsertSessionEnd } from "./write/upsert-session-end.ts";
export { type SessionUsage, upsertSessions } from "./write/upsert-sessions.ts";
export {
  type PriceModelRow,
  type PriceProviderRow,
  type PriceRateRow,
  selectCurrentModelRates,
  selectCurrentPriceRates,
  selectPriceModels,
  selectPriceProviders,
  selectRecentPriceRates,
} from "./read/select-price-list.ts";
export { type DescribedRateRow, selectPriceRate } from "./read/select-price-rate.ts";
export { selectPriceHistory } from "./read/select-price-history.ts";
export { type PriceRatePosition, type PriceRatesFilter, selectPriceRatesAt } from "./read/select-price-rates-at.ts";
export {
  type PriceRunRow,
  selectLastPriceRunSource,
  selectPriceRun,
  selectPriceRunDetails,
  selectPriceRuns,
  selectPriceRunSources,
  selectPriceSyncSince,
  selectRunningPriceRun,
} from "./read/select-price-runs.ts";
export { type PriceSourceRow, selectPriceSource } from "./read/select-price-source.ts";
export { deleteOldPriceBooks } from "./write/delete-old-price-books.ts";
export {
  selectPriceQuarantine,
  selectPriceQuarantineById,
  selectSourceQuarantine,
} from "./read/select-price-quarantine.ts";
export { selectPriceRevision } from "./read/select-price-revision.ts";
export { decidePriceQuarantine } from "./write/decide-price-quarantine.ts";
export { withdrawPriceQuarantine } from "./write/withdraw-price-quarantine.ts";
export { insertPriceQuarantine, type PriceQuarantineRow } from "./write/insert-price-quarantine.ts";
export { insertPriceRevision } from "./write/insert-price-revision.ts";
export { insertPriceRunSource, type PriceRunSourceRow } from "./write/insert-price-run-source.ts";
export { insertPriceUnknownKeys } from "./write/insert-price-unknown-keys.ts";
export { failPriceRunSources } from "./write/fail-price-run-sources.ts";
export { failDeadPriceRun } from "./write/fail-dead-price-run.ts";
export { markPriceSourceFailed } from "./write/mark-price-source-failed.ts";
export { finishPriceRun } from "./write/finish-price-run.ts";
export { insertPriceBook } from "./write/insert-price-book.ts";
export { insertPriceRates } from "./write/insert-price-rates.ts";
export { insertPriceRun } from "./write/insert-price-run.ts";
export { startPriceRun } from "./write/start-price-run.ts";
export { supersedePriceRates } from "./write/supersede-price-rates.ts";
export { upsertPriceModels } from "./write/upsert-price-models.ts";
export { upsertPriceProviders } from "./write/upsert-price-providers.ts";
export { upsertPriceSource } from "./write/upsert-price-source.ts";
export { type ActivityCounts, selectActivityCounts } from "./read/select-activity-counts.ts";
export { selectApiKeys } from "./read/select-api-keys.ts";
export {
  type ClosedPeriodRow,
  listOpenWeeks,
  type OpenPeriod,
  type OpenWeek,
  selectClosedPeriods,
  SETTLING_MS,
} from "./read/select-closed-periods.ts";
export { countInteractions } from "./read/count-interactions.ts";
export type { InteractionFilter } from "./read/listed-interactions.ts";
export { type InteractionRow as ListedInteractionRow, selectInteractions } from "./read/select-interactions.ts";
export { selectInteractionsOfId } from "./read/select-interactions-of-id.ts";
export {
  countResponseInteractions,
  type ResponseKey,
  selectResponseInteractions,
} from "./read/select-response-interactions.ts";
export { type ResponseTotalsRow, selectResponseTotals } from "./read/select-response-totals.ts";
export { type ResponsePartRow, selectResponses } from "./read/select-responses.ts";
export { selectSetting, selectSettings, type SettingRow } from "./read/select-settings.ts";
export { deleteSetting, upsertSetting } from "./write/upsert-setting.ts";
export { type ModelUsageRow, selectSessionModels } from "./read/select-session-models.ts";
export { type InstantRange } from "./read/session-filter.ts";
export {
  countSessions,
  type ListPosition,
  selectSession,
  selectSessions,
  type SessionRow,
  type SessionSort,
} from "./read/select-sessions.ts";
export { selectSystemStats, type SystemStatsRow } from "./read/select-system-stats.ts";
export {
  selectClosedDays,
  selectClosedUsage,
  selectLiveUsage,
  type UsageGroup,
  type UsageRow,
} from "./read/select-usage.ts";
export { selectUserLifetime, type UserLifetimeRow } from "./read/select-user-lifetime.ts";
export { selectUserModels } from "./read/select-user-models.ts";
export { countUsers, selectUsers, type UserRow, type UserSort } from "./read/select-users.ts";
export { selectSourceHours, type SourceHourRow } from "./read/select-source-hours.ts";
export { countSources, selectSources, type SourceRow } from "./read/select-sources.ts";
export { selectWarningDays, type WarningDayRow } from "./read/select-warning-days.ts";
export { countWarnings, selectWarnings, type WarningRow } from "./read/select-warnings.ts";
export type { WarningFilter } from "./read/warning-filter.ts";
export type { BucketDay, BucketDays, BucketWeek } from "./read/usage-periods.ts";
export {
  type Dimension,
  DIMENSIONS,
  filteredColumns,
  MODEL_DIMENSIONS,
  type QuarterHourRange,
  type UsageFilter,
} from "./read/usage-filter.ts";
export type { MeasureSums } from "./read/usage-measures.ts";
export { foldUsers, type UserFold } from "./write/fold-users.ts";
export { selectUsersToFold, type UserToFoldRow } from "./read/select-users-to-fold.ts";
export { closePeriods } from "./write/close-periods.ts";
export { insertApiKey } from "./write/insert-api-key.ts";
export { type AuditEntry, insertAuditEntry, insertRevocationAuditEntry } from "./write/insert-audit-entry.ts";
export { revokeApiKey } from "./write/revoke-api-key.ts";
export {
  type FilterValueRow,
  type LabelValueRow,
  selectBusiestUsers,
  selectFilterValues,
  selectLabelValues,
} from "./read/select-filter-values.ts";
export { type FirstActivityRow, selectFirstActivity } from "./read/select-first-activity.ts";
export { addUnpricedModels, deletePricedModels, type UnpricedChange } from "./write/add-unpriced-models.ts";
export type { SentValue } from "./write/send-rows.ts";
export { sentUnits } from "./write/sent-units.ts";
export { whileStepping, type WriteGuard } from "./write/write-guard.ts";
export * from "./schema/price-settings.ts";
export {
  type PriceAliasRow,
  type PriceDiscountRow,
  type PriceResourceRatesRow,
  type PriceServiceRateRow,
  selectPriceAliases,
  selectPriceDiscounts,
  selectPriceResourceRates,
  selectPriceServiceRates,
} from "./read/select-price-settings.ts";
export {
  insertPriceAlias,
  insertPriceDiscount,
  insertPriceResourceRates,
  insertPriceServiceRate,
} from "./write/insert-price-settings.ts";
export {
  supersedePriceAliases,
  supersedePriceDiscounts,
  supersedePriceResourceRates,
  supersedePriceServiceRates,
} from "./write/supersede-price-settings.ts";
export { type EstimateColumns, type EstimatedRow } from "./read/estimated-row.ts";
export { usageOfRow } from "./read/usage-of-row.ts";
export { selectPriceBookOfVersion } from "./read/select-price-book-of-version.ts";
export { type RepricePosition, selectRepricePage } from "./read/select-reprice-page.ts";
export {
  type RepriceRunRow,
  selectRepriceRun,
  selectRepriceRuns,
  selectRunningRepriceRuns,
} from "./read/select-reprice-runs.ts";
export { selectUndonePage, type UndoneRow } from "./read/select-undone-page.ts";
export {
  countUnpricedModels,
  selectUnpricedModels,
  selectUntriedModels,
  type UnpricedModelRow,
} from "./read/select-unpriced-models.ts";
export { selectUnpricedPage } from "./read/select-unpriced-page.ts";
export {
  addCostChanges,
  addLabelCostChanges,
  addUserCostChanges,
  type CostChange,
  type KeyedCostChange,
  type KeyedLabelChange,
} from "./write/add-cost-changes.ts";
export { claimRepriceStep, finishRepriceStep, type RepriceProgress } from "./write/claim-reprice-step.ts";
export { insertAuditEntryIfChanged } from "./write/insert-audit-entry-if-changed.ts";
export { insertRepriceRun, type NewRepriceRun, resumeRepriceRun } from "./write/insert-reprice-run.ts";
export { markModelsTried } from "./write/mark-models-tried.ts";
export { replaceEstimates } from "./write/replace-estimates.ts";
export { retryFailedLateRuns } from "./write/retry-failed-late-runs.ts";
export { type NewEstimate, sentEstimates } from "./write/sent-estimates.ts";
export { deleteVainLateRun, markRunUndone, setRepriceStatus, stopUndoneRun } from "./write/set-reprice-status.ts";
export { insertQuarantineAuditEntry } from "./write/insert-quarantine-audit-entry.ts";
export { selectPriceSources } from "./read/select-price-sources.ts";
export { selectTriesOfSource } from "./read/select-tries-of-source.ts";
export { selectRunsOfSource } from "./read/select-runs-of-source.ts";
export { countUnknownUsage, type UnknownUsageRow } from "./read/count-unknown-usage.ts";
export { countPriceQuarantine } from "./read/count-price-quarantine.ts";
export { selectAuditLog } from "./read/select-audit-log.ts";
export {
  selectInteractionCosts,
  selectSupersededEstimates,
  type SupersededEstimateRow,
} from "./read/select-interaction-cost.ts";
export { selectPriceResourceRatesOf, selectPriceServiceRateOf } from "./read/select-own-charges.ts";
export { traceOfMessage } from "./trace-of-message.ts";
export { type FeedbackOfTraceRow, selectFeedback } from "./read/select-feedback.ts";
export { deleteFeedback } from "./write/delete-feedback.ts";
export { type FeedbackRow, upsertFeedback } from "./write/upsert-feedback.ts";
export * from "./schema/dead-letters.ts";
export {
  countDeadLetters,
  type DeadLetterRow,
  selectDeadLetter,
  selectDeadLetters,
} from "./read/select-dead-letters.ts";
export { deleteDeadLetter } from "./write/delete-dead-letter.ts";
export { type FailedLetter, upsertDeadLetters } from "./write/upsert-dead-letters.ts";
