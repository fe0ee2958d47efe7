/** A request to LibreChat, as far as it is told: when it came and to which route. */
export type RequestContext = {
  startedAtMs: number;
  method: string;
  /** The path without its query, with `:id` in the place of ids. */
  route: string;
  /** The endpoint that the route names, such as `openAI`. */
  endpoint: string | null;
};

const MAX_PATH_LENGTH = 256;
const SEGMENT = /^[\w.~-]{1,40}$/;
const ID = /^(?:[\da-f]{24}|[\da-f-]{32,36}|\d{6,})$/i;
const CHAT = /^\/api\/(?:agents\/chat|assistants\/v\d\/chat|ask|edit)\/(?<endpoint>[^/]+)$/;
const NOT_ENDPOINTS = new Set(["abort", "resume", "steer", "compact", "active", "stream", "status", ":id"]);

/** Reads the start of a request; null when it is not one to LibreChat's API. */
export function readRequest(method: unknown, url: unknown, startedAtMs: number): RequestContext | null {
  if (typeof url !== "string" || typeof method !== "string" || !url.startsWith("/api/")) return null;
  const [path = ""] = url.slice(0, MAX_PATH_LENGTH).split("?", 1);
  const segments = path
    .split("/")
    .map((part) => (part === "" || (SEGMENT.test(part) && !ID.test(part)) ? part : ":id"));
  const route = segments.join("/");
  const endpoint = CHAT.exec(route)?.groups?.["endpoint"] ?? null;
  return { startedAtMs, method, route, endpoint: endpoint !== null && NOT_ENDPOINTS.has(endpoint) ? null : endpoint };
}

/** Whether the request stops a response that another one had asked for. */
export const isStop = ({ route }: RequestContext): boolean => route.endsWith("/abort");

/** Whether the request may have asked for a response: one that stops, reads or edits did not. */
export function isAsking(request: RequestContext): boolean {
  return request.method === "POST" && !isStop(request) && !isEditing(request);
}

/** Whether the request asks for a response that is saved as a message: those of the Agents API are not. */
export const isChat = (request: RequestContext): boolean =>
  isAsking(request) && /^\/api\/(?:agents\/chat|assistants\/v\d\/chat|ask|edit)(?:\/|$)/.test(request.route);

/** Whether the request saves messages that no model has written now. */
export const isEditing = ({ route }: RequestContext): boolean =>
  /^\/api\/(?:messages|convos|share)(?:\/|$)/.test(route);

/** Whether the request is a user's rating of a message. */
export const isRating = ({ route }: RequestContext): boolean => /^\/api\/messages\/.+\/feedback$/.test(route);
