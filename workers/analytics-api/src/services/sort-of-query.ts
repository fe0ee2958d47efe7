/** A sort parameter as its field and direction: `-cost` is the field `cost`, descending. */
export function sortOfQuery<Field extends string>(sort: Field | `-${Field}`, fields: readonly Field[]) {
  const field = fields.find((candidate) => sort === candidate || sort === `-${candidate}`);
  if (field === undefined) throw new RangeError(`cannot sort by ${sort}`);
  return { field, descending: sort.startsWith("-") };
}
