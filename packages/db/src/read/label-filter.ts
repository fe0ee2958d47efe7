/** What usage can be filtered and grouped by besides its dimensions; an empty text stands for none. */
export const LABELS = ["agent", "endpoint", "tool"] as const;

export type Label = (typeof LABELS)[number];

/** The values that each label may have; a label that is not named may have any. */
export type LabelFilter = { [Name in Label]?: string[] | undefined };

/** The labels that a filter restricts. */
export const filteredLabels = (filter: LabelFilter): Label[] => LABELS.filter((label) => filter[label] !== undefined);

/** Whether usage without any label matches. */
export const matchesUnlabelled = (filter: LabelFilter): boolean =>
  filteredLabels(filter).every((label) => filter[label]?.includes(""));

/** SQL of the three labels of a row; `tools` is that of a JSON array of names. */
export type LabelSql = { agent: string; endpoint: string; tools: string };

/** The columns of `usage_labels` with this alias. */
export const labelColumns = (alias: string): LabelSql => ({
  agent: `${alias}.agent`,
  endpoint: `${alias}.endpoint`,
  tools: `${alias}.tools`,
});

/** SQL that is true of rows whose labels match; `parameter` holds the filter as JSON. */
export function labelsMatch(sql: LabelSql, filter: LabelFilter, parameter: string): string {
  const isWanted = (value: string, label: Label) =>
    `${value} IN (SELECT value FROM json_each(${parameter}, '$.${label}'))`;
  const hasTool = `EXISTS (SELECT 1 FROM json_each(${sql.tools}) AS used WHERE ${isWanted("used.value", "tool")})`;
  const conditions = filteredLabels(filter).map((label) => {
    if (label !== "tool") return isWanted(sql[label], label);
    return filter.tool?.includes("") ? `(${sql.tools} = '[]' OR ${hasTool})` : hasTool;
  });
  return conditions.length === 0 ? "true" : `(${conditions.join(" AND ")})`;
}
