/** What the process ends with: all done; not done, run again to go on; a wrong call or file; a key that is refused. */
export const EXIT_CODES = { done: 0, unfinished: 1, input: 2, key: 3, interrupted: 130 } as const;

/** Why an import stops, in words for the admin who started it, and what the process ends with. */
export class ImportError extends Error {
  readonly exitCode: number;

  constructor(kind: Exclude<keyof typeof EXIT_CODES, "done">, message: string) {
    super(message);
    this.name = "ImportError";
    this.exitCode = EXIT_CODES[kind];
  }
}
