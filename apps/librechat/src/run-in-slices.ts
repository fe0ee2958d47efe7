/** How long the host's own work may wait for a slice, but for its last step. */
const SLICE_MS = 0.15;

/** The same where there is too much to do for short ones. */
const LONG_SLICE_MS = 1;

/** The host's time between two slices. */
const PAUSE_MS = 1;

/**
 * Takes the steps of some work, now and then a few of them, until there are no more; then calls `onEnd`. While `isMuch` the
 * slices are longer. Steps that throw end it. It keeps no process alive.
 */
export function runInSlices(steps: Iterator<unknown>, isMuch: () => boolean, onEnd: () => void): void {
  const slice = () => {
    try {
      const endMs = performance.now() + (isMuch() ? LONG_SLICE_MS : SLICE_MS);
      while (performance.now() < endMs) {
        if (steps.next().done !== true) continue;
        onEnd();
        return;
      }
      setTimeout(slice, PAUSE_MS).unref();
    } catch {
      onEnd();
    }
  };
  slice();
}
