/** The value below which this part (0 to 1) of the samples lies; NaN without samples. */
export function percentile(samples: number[], part: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The middle value. */
export const median = (samples: number[]) => percentile(samples, 0.5);
