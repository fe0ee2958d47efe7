/**
 * The name of a model without the wrapping of the API it was called through: trimmed, in lower case, without an ARN head,
 * `publishers/…/models/`, `models/` or one of the provider prefixes, and with `-` for the `@` before a version.
 */
export function normalizeModelId(model: string, providerPrefixes: string[]): string {
  let id = model
    .trim()
    .toLowerCase()
    .replace(/^arn:aws[^/]*\//, "");
  for (const prefix of providerPrefixes) {
    if (id.startsWith(`${prefix}/`)) id = id.slice(prefix.length + 1);
  }
  return id
    .replace(/^(?:projects\/[^/]+\/locations\/[^/]+\/)?publishers\/[^/]+\/models\//, "")
    .replace(/^models\//, "")
    .replaceAll(/(?<=.)@/g, "-");
}
