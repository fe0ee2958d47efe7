/** Lets a process end although this timer runs; elsewhere than in Node there is nothing to do. */
export function unrefTimer<Timer>(timer: Timer): Timer {
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") {
    timer.unref();
  }
  return timer;
}
