/** Whether a batch failed because another writer had taken its revision: it has left nothing and can be planned again. */
export const isTakenRevision = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes("price_revisions.revision") || isTakenRevision(error.cause));
