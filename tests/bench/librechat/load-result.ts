/** What a LibreChat is put to: answers a second, of which those after the warm-up are measured. */
export type LoadPlan = { turnsPerSecond: number; warmUpMs: number; measureMs: number };

/** What was seen of it. Heap and RSS are those after a garbage collection at the end. */
export type LoadResult = {
  /** The time of each call of LibreChat's methods. */
  samplesMs: number[];
  errors: number;
  delayP99Ms: number;
  heapBytes: number;
  rssBytes: number;
};
