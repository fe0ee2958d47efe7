const SERIES_COUNT = 6;

/** The colour of the series at a position; `other` and what comes after the palette is grey. */
export const seriesColor = (index: number, isOther = false): string =>
  isOther || index >= SERIES_COUNT ? "var(--series-other)" : `var(--series-${index + 1})`;
