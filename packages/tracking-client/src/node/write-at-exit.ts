const writers = new Set<() => void>();

function writeAll(): void {
  for (const write of writers) write();
}

/** Calls `write` when the process ends by itself or by `process.exit`. Gives back what undoes that. */
export function writeAtExit(write: () => void): () => void {
  if (writers.size === 0) process.once("exit", writeAll);
  writers.add(write);
  return () => {
    writers.delete(write);
    if (writers.size === 0) process.removeListener("exit", writeAll);
  };
}
