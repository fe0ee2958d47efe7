/** The media type of a body in lower case and without its parameters; empty when none is given. */
export function mediaTypeOf(headers: Headers): string {
  return headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
}
