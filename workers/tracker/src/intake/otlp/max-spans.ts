/** Most spans of one request, billable or not: exporters send some hundreds, and each costs time even when it is refused. */
export const MAX_SPANS = 50_000;
