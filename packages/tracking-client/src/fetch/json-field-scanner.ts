/** Called for each wanted field with its parsed value. */
export type OnField = (path: string, value: unknown) => void;

const MAX_KEY_LENGTH = 64;
/** A longer value is not kept. */
const MAX_VALUE_LENGTH = 16 * 1024;

/** An object or array that has begun: its path, null when nothing in it is wanted, and in an object the last key. */
type Container = { isArray: boolean; path: string | null; key: string };

/** The paths that lead to a wanted one. */
function pathsOnTheWay(wanted: ReadonlySet<string>): Set<string> {
  const ways = new Set([""]);
  for (const path of wanted) {
    for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) ways.add(path.slice(0, dot));
  }
  return ways;
}

/**
 * Finds fields in JSON that arrives in pieces, whatever its length, and keeps nothing but them: the rest is passed over
 * character by character. A path names the keys from the root, `response.usage`; arrays on the way do not count. Several
 * values may follow one another. What is not JSON gives no or wrong fields, never an error.
 */
export class JsonFieldScanner {
  readonly #wanted: ReadonlySet<string>;
  readonly #ways: ReadonlySet<string>;
  readonly #onField: OnField;
  #stack: Container[] = [];
  #isKeyNext = false;
  #string: "none" | "key" | "value" = "none";
  #isEscaped = false;
  #isInScalar = false;
  #key = "";
  #capture: { path: string; depth: number; text: string; from: number } | null = null;

  constructor(wanted: ReadonlySet<string>, onField: OnField) {
    this.#wanted = wanted;
    this.#ways = pathsOnTheWay(wanted);
    this.#onField = onField;
  }

  /** Forgets what has begun. */
  reset(): void {
    this.#stack = [];
    this.#isKeyNext = false;
    this.#string = "none";
    this.#isEscaped = false;
    this.#isInScalar = false;
    this.#capture = null;
  }

  /** Reads on. */
  push(text: string): void {
    if (this.#capture !== null) this.#capture.from = 0;
    let index = 0;
    while (index < text.length) {
      if (this.#string === "none") this.#readStructure(text, index++);
      else index = this.#readString(text, index);
    }
    this.#keepCapture(text, text.length);
  }

  #keepCapture(text: string, end: number): void {
    if (this.#capture === null) return;
    this.#capture.text += text.slice(this.#capture.from, end);
    this.#capture.from = end;
    if (this.#capture.text.length > MAX_VALUE_LENGTH) this.#capture = null;
  }

  /** Reads a string from within; gives back where to go on. */
  #readString(text: string, start: number): number {
    let index = start;
    for (; index < text.length; index++) {
      const character = text.charCodeAt(index);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === 0x5c) this.#isEscaped = true;
      else if (character === 0x22) break;
    }
    if (this.#string === "key" && this.#key.length < MAX_KEY_LENGTH) {
      this.#key += text.slice(start, Math.min(index, start + MAX_KEY_LENGTH));
    }
    if (index === text.length) return index;
    if (this.#string === "value") this.#endValue(text, index + 1);
    this.#string = "none";
    return index + 1;
  }

  #readStructure(text: string, index: number): void {
    switch (text.charAt(index)) {
      case '"':
        return this.#beginString(index);
      case "{":
      case "[":
        return this.#open(text, index);
      case "}":
      case "]":
        this.#endScalar(text, index);
        this.#stack.pop();
        this.#isKeyNext = false;
        return this.#endValue(text, index + 1);
      case ",":
        this.#endScalar(text, index);
        this.#isKeyNext = this.#stack.at(-1)?.isArray === false;
        return undefined;
      case ":":
        return this.#endKey();
      case " ":
      case "\n":
      case "\r":
      case "\t":
        return this.#endScalar(text, index);
      default:
        if (!this.#isInScalar) this.#beginValue(index);
        this.#isInScalar = true;
    }
    return undefined;
  }

  #open(text: string, index: number): void {
    const path = this.#beginValue(index);
    const isArray = text[index] === "[";
    this.#stack.push({ isArray, path: path !== null && this.#ways.has(path) ? path : null, key: "" });
    this.#isKeyNext = !isArray;
  }

  #beginString(index: number): void {
    this.#string = this.#isKeyNext ? "key" : "value";
    if (this.#isKeyNext) this.#key = "";
    else this.#beginValue(index);
  }

  #endKey(): void {
    const container = this.#stack.at(-1);
    if (container !== undefined && this.#isKeyNext) container.key = this.#key;
    this.#isKeyNext = false;
  }

  #endScalar(text: string, index: number): void {
    if (this.#isInScalar) this.#endValue(text, index);
    this.#isInScalar = false;
  }

  /** Gives back the path of the value that begins here, null when nothing in it is wanted. */
  #beginValue(index: number): string | null {
    const path = this.#pathHere();
    if (path !== null && this.#capture === null && this.#wanted.has(path)) {
      this.#capture = { path, depth: this.#stack.length, text: "", from: index };
    }
    return path;
  }

  #pathHere(): string | null {
    const container = this.#stack.at(-1);
    if (container === undefined) return "";
    const { path, isArray, key } = container;
    if (path === null || isArray) return path;
    return path === "" ? key : `${path}.${key}`;
  }

  #endValue(text: string, end: number): void {
    if (this.#capture === null || this.#capture.depth !== this.#stack.length) return;
    this.#keepCapture(text, end);
    const captured = this.#capture;
    this.#capture = null;
    if (captured === null) return;
    try {
      this.#onField(captured.path, JSON.parse(captured.text));
    } catch {
      // It is not JSON.
    }
  }
}
