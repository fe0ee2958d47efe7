/**
 * What `work` gives when it ends within so many ms, else the error that `late` makes of them. Work that comes too late
 * goes on, and whatever becomes of it is no one's: it must be harmless to do again.
 */
export async function withinTime<Result>(
  work: () => Promise<Result>,
  ms: number,
  late: (ms: number) => Error,
): Promise<Result> {
  if (ms <= 0) throw late(ms);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(ms)), ms);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
