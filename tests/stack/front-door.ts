import { env } from "cloudflare:workers";
import * as z from "zod";

import { ADMIN_TOKEN } from "./admin-token.ts";
import { ContractValidator } from "./contract-validator.ts";

const ORIGIN = "http://localhost:8787";
const API_PATH = /^\/(api|track|v1|import|pricing|archive)(\/|$)/;

/** What `openapi.json` describes is the contract itself. */
const isDescription = (path: string) => path.endsWith("/openapi.json");

/** The headers of a caller with every scope. */
export const adminHeaders = { authorization: `Bearer ${ADMIN_TOKEN}` };

/** The headers of a caller with this key. */
export const keyHeaders = (key: string) => ({ authorization: `Bearer ${key}` });

let validator: ContractValidator | undefined;

async function checkContract(request: Request, response: Response): Promise<void> {
  const { pathname } = new URL(request.url);
  if (response.headers.get("x-request-id") === null) throw new Error(`${pathname}: the answer has no x-request-id`);
  if (!API_PATH.test(pathname) || isDescription(pathname)) return;
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const body: unknown = mediaType.endsWith("json") ? await response.clone().json() : undefined;
  validator ??= new ContractValidator(z.array(z.unknown()).parse(JSON.parse(env.TEST_CONTRACTS)));
  validator.check({ method: request.method, path: pathname }, { status: response.status, mediaType, body });
}

/**
 * Sends a request through the front door, as a client would, and gives back the answer, which has been checked against
 * the published contracts. `init` is that of fetch; without an `authorization` header the request carries no key.
 */
export async function frontDoor(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(new URL(path, ORIGIN), { redirect: "manual", ...init });
  const { method, url } = request;
  const response = await env.FRONT_DOOR.fetch(request);
  await checkContract(new Request(url, { method }), response);
  return response;
}

/** Sends a JSON body with POST; as the admin unless other headers are given. */
export async function postJson(
  path: string,
  body: unknown,
  headers: Record<string, string> = adminHeaders,
): Promise<Response> {
  return await frontDoor(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Asks with GET; as the admin unless other headers are given. */
export async function getJson(path: string, headers: Record<string, string> = adminHeaders): Promise<Response> {
  return await frontDoor(path, { headers });
}
