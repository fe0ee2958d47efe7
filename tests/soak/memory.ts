import { median } from "../bench/statistics.ts";

/** How much memory a process of the runtime holds. */
export type MemorySample = { pid: number; bytes: number };

const MIB = 1024 * 1024;

/** The peak of each process of the runtime, and by how much memory grew within each: its second half against its first. */
export function describeMemory(samples: MemorySample[]): string {
  const byProcess = Map.groupBy(samples, ({ pid }) => pid);
  const lives = [...byProcess.values()]
    .map((life) => life.map(({ bytes }) => bytes))
    .filter(({ length }) => length > 1);
  const peaks = lives.map((life) => Math.round(Math.max(...life) / MIB));
  const growths = lives.map((life) => {
    const middle = Math.floor(life.length / 2);
    return median(life.slice(middle)) / median(life.slice(0, middle));
  });
  const growth = growths.map((part) => ((part - 1) * 100).toFixed(0));
  return `Memory of workerd, by process: peaks ${peaks.join(", ")} MiB; from the first to the second half of its life ${growth.join(", ")} %`;
}
