import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";

/** Sends a request with a JSON body, or none, through the front door. */
export async function sendJson(
  method: "PUT" | "DELETE" | "POST",
  path: string,
  body?: unknown,
  headers: Record<string, string> = adminHeaders,
): Promise<Response> {
  if (body === undefined) return await frontDoor(path, { method, headers });
  const typed = { ...headers, "content-type": "application/json" };
  return await frontDoor(path, { method, headers: typed, body: JSON.stringify(body) });
}
