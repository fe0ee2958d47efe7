/**
 * What an interaction is known by: whoever sends it chooses the id, so that two sources may choose the same one, and two
 * interactions with one id are two.
 */
export type InteractionKey = { id: string; source: string };

/** Keys of interactions as they travel in one parameter: a JSON array of `[source, [id, …]]`. */
export function encodeInteractionKeys(keys: InteractionKey[]): string {
  const idsOf = new Map<string, string[]>();
  for (const { id, source } of keys) {
    const ids = idsOf.get(source);
    if (ids === undefined) idsOf.set(source, [id]);
    else ids.push(id);
  }
  return JSON.stringify([...idsOf]);
}

/**
 * The keys in a parameter as a table to join: `sent.value` is the id, `sender.source` the source. The limit cuts nothing
 * off; it keeps SQLite from reading the source anew for each id.
 */
export const sentKeys = (parameter: "?1" | "?2"): string =>
  `(SELECT value->>0 AS source, value->1 AS ids FROM json_each(${parameter}) LIMIT -1) AS sender
    CROSS JOIN json_each(sender.ids) AS sent`;

/** The condition that a row of a table of interactions with this alias has one of the `sentKeys`: one row by primary key. */
export const hasSentKey = (alias: string): string => `${alias}.id = sent.value AND ${alias}.source = sender.source`;
