import type { SessionsQuery } from "../../api/schema.ts";

const SORTS = [
  "last_activity_at",
  "-last_activity_at",
  "started_at",
  "-started_at",
  "cost",
  "-cost",
  "interaction_count",
  "-interaction_count",
  "error_count",
  "-error_count",
] as const satisfies SessionsQuery["sort"][];

/** The sort key in the URL when the API knows it, else the one with the latest activity first. */
export const sessionsSort = (sort: string | undefined) => SORTS.find((known) => known === sort) ?? "-last_activity_at";
