/**
 * SQL of the id of a row to insert, which is NULL when the row is archived: an id must not be NULL, so the statement then
 * fails like for a row that is stored already, and all of its batch with it. `archived` finds the row by primary key.
 */
export const unlessArchived = (id: string, archived: string): string =>
  `iif(EXISTS (SELECT 1 FROM ${archived}), NULL, ${id})`;
