/** A course of at most `most` points: the averages of equally long runs. The last run is whole, the first may be cut off. */
export function averageOfRuns(values: number[], most: number): number[] {
  const length = Math.ceil(values.length / most);
  if (length <= 1) return values;
  const averages: number[] = [];
  for (let end = values.length; end >= length; end -= length) {
    const run = values.slice(end - length, end);
    averages.unshift(run.reduce((sum, value) => sum + value, 0) / length);
  }
  return averages;
}
