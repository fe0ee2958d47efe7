/** Why the product cannot start, as one sentence for whoever started it. */
export class StartError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "StartError";
  }
}
