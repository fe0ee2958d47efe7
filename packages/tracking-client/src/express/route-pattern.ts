/** What is read of a request. Express takes `baseUrl` and `params` away from one that has failed. */
export type RoutedRequest = {
  originalUrl: string;
  baseUrl?: string | undefined;
  params?: object | null;
  route?: { path?: unknown } | undefined;
};

/** A segment of a path that is a word of an API, not somebody's name or number. */
const WORD = /^(v\d{1,3}|[a-z]+([-_][a-z]+)*)$/;
const MAX_LENGTH = 200;

function textOf(path: unknown): string {
  if (typeof path === "string") return path;
  return path instanceof RegExp ? path.source : "(pattern)";
}

const segmentsOf = (path: string) => path.split("/").filter((segment) => segment !== "");

/** Where the router of a failed request stands: what the path has before the segments of the route. */
function placeBefore(route: string, originalUrl: string): string[] {
  if (/[*{(|]/.test(route)) return [];
  const segments = segmentsOf(originalUrl.split("?")[0] ?? "");
  return segments.slice(0, Math.max(0, segments.length - segmentsOf(route).length));
}

/**
 * The pattern of the route that answered, `(none)` when there was none; never the path, which may name a person. The place where
 * a router stands is known as a path only: what is a parameter there, or does not look like a word, becomes `:name`.
 */
export function routePattern({ originalUrl, baseUrl, params, route }: RoutedRequest): string {
  const path = route?.path;
  if (path === undefined) return "(none)";
  const pattern = Array.isArray(path) ? path.map(textOf).join("|") : textOf(path);
  const place = baseUrl === undefined ? placeBefore(pattern, originalUrl) : segmentsOf(baseUrl);
  const names = new Map(Object.entries(params ?? {}).map(([name, value]): [unknown, string] => [value, name]));
  const shown = place.map((segment) => {
    const name = names.get(segment);
    if (name !== undefined) return `/:${name}`;
    return WORD.test(segment) ? `/${segment}` : "/:name";
  });
  return (shown.join("") + pattern).slice(0, MAX_LENGTH);
}
