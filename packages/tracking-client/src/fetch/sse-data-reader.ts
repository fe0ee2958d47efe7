const DATA = "data:";

/** What reads the data of server-sent events. */
export type DataSink = { onData: (text: string) => void; onEventEnd: () => void };

/** Hands on the data of server-sent events, in the pieces in which they arrive, without keeping any. */
export class SseDataReader {
  readonly #sink: DataSink;
  #line: "begins" | "data" | "other" = "begins";
  /** The beginning of a line, until it is clear what it is. */
  #beginning = "";

  constructor(sink: DataSink) {
    this.#sink = sink;
  }

  /** Reads on. */
  push(text: string): void {
    let index = 0;
    while (index < text.length) {
      const newline = text.indexOf("\n", index);
      const end = newline === -1 ? text.length : newline;
      this.#readPart(text.slice(index, end));
      if (newline !== -1) this.#endLine();
      index = end + 1;
    }
  }

  #readPart(part: string): void {
    if (this.#line === "other") return;
    if (this.#line === "data") {
      this.#sink.onData(part);
      return;
    }
    this.#beginning += part;
    if (this.#beginning.startsWith(DATA)) {
      this.#line = "data";
      this.#sink.onData(this.#beginning.slice(DATA.length));
    } else if (!DATA.startsWith(this.#beginning.slice(0, DATA.length)) && this.#beginning !== "\r") {
      this.#line = "other";
    }
  }

  #endLine(): void {
    const isBlank = this.#line === "begins" && (this.#beginning === "" || this.#beginning === "\r");
    if (isBlank) this.#sink.onEventEnd();
    else if (this.#line === "data") this.#sink.onData("\n");
    this.#line = "begins";
    this.#beginning = "";
  }
}
