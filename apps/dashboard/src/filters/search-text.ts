/** Reads a query string; every value stays text, and a parameter that stands several times becomes a list. */
export function parseSearchText(text: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(text);
  const search: Record<string, string | string[]> = {};
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    search[name] = values.length === 1 ? (values[0] ?? "") : values;
  }
  return search;
}

/** Writes a query string that `parseSearchText` reads, with its leading `?`; empty when there is nothing to say. */
export function stringifySearchText(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (typeof item === "string") parameters.append(name, item);
    }
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}
