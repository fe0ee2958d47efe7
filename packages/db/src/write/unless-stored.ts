/**
 * SQL that is true when none of the interaction ids in the JSON array `parameter` is stored, archived ones included.
 * Every statement of a write carries it, so that the whole write happens for a set of new interactions or not at all:
 * the statements that add to totals must therefore come before the one that inserts the interactions. Reads two rows
 * by primary key per id.
 */
export function unlessStored(parameter: "?1" | "?2"): string {
  return `NOT EXISTS (
    SELECT 1 FROM json_each(${parameter}) AS sent CROSS JOIN interactions AS stored ON stored.id = sent.value
    UNION ALL
    SELECT 1 FROM json_each(${parameter}) AS sent CROSS JOIN interactions_archive AS stored ON stored.id = sent.value
  )`;
}
