import { unrefTimer } from "./unref-timer.ts";

/** A wait of `millis`, of which the first `askedMillis` were asked for by the tracker and are not cut short. */
export type PauseLength = { millis: number; askedMillis: number };

/** A wait that can be cut short, and that keeps no process alive. */
export class Pause {
  #hurry: () => void = () => {};
  #end: () => void = () => {};
  #isEnded = false;

  async wait({ millis, askedMillis }: PauseLength): Promise<void> {
    if (this.#isEnded) return;
    const askedUntilMillis = Date.now() + askedMillis;
    let timer: ReturnType<typeof setTimeout>;
    await new Promise<void>((resolve) => {
      const resolveIn = (delayMillis: number) => {
        clearTimeout(timer);
        timer = unrefTimer(setTimeout(resolve, delayMillis));
      };
      this.#hurry = () => resolveIn(Math.max(askedUntilMillis - Date.now(), 0));
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
      resolveIn(millis);
    });
    this.#hurry = () => {};
    this.#end = () => {};
  }

  /** Ends the wait as soon as the tracker allows. */
  hurry(): void {
    this.#hurry();
  }

  /** Ends this wait and all further ones at once. */
  end(): void {
    this.#isEnded = true;
    this.#end();
  }
}
