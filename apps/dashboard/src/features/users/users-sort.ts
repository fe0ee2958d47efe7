import type { UsersQuery } from "../../api/schema.ts";

const SORTS = [
  "cost",
  "-cost",
  "interaction_count",
  "-interaction_count",
  "session_count",
  "-session_count",
  "last_seen_at",
  "-last_seen_at",
  "user_id",
  "-user_id",
] as const satisfies UsersQuery["sort"][];

/** The sort key in the URL when the API knows it, else the one with the dearest user first. */
export const usersSort = (sort: string | undefined) => SORTS.find((known) => known === sort) ?? "-cost";
