/** Whether calls have no known cost here and none beside them has any: the sum says nothing. */
export const isOurCostUnknown = (sums: { our_cost: string; unpriced_count: number }): boolean =>
  sums.unpriced_count > 0 && Number(sums.our_cost) === 0;
