/** What the mark beside a cost means, to go on in a description; nothing where no cost carries it. */
export const unknownCostRemark = (sums: { unpriced_count: number } | undefined): string =>
  sums === undefined || sums.unpriced_count === 0 ? "" : " · * without calls of unknown cost";
