import { MAX_BATCH_ITEMS } from "@voygent/contracts";
import { AppError } from "@voygent/http";

import { parseJson } from "../parse-json.ts";
import { readBytes } from "../read-body.ts";
import { BODY_LIMITS } from "../read-json-body.ts";
import type { Item } from "../read-items.ts";
import { cloudEventMode } from "./cloud-event-mode.ts";
import { readCeHeaders } from "./read-ce-headers.ts";

/** The events of a request in their JSON form: one, or a list of them. */
export type CloudEvents = { single: Item } | { batch: Item[] };

function readBatch(json: unknown): Item[] {
  if (!Array.isArray(json)) throw new AppError("invalid_input", "expected a list of events");
  if (json.length > MAX_BATCH_ITEMS) {
    throw new AppError("invalid_input", `expected at most ${MAX_BATCH_ITEMS} events`);
  }
  return json.map((value: unknown) => ({ value }));
}

function readBinary(headers: Headers, body: Uint8Array): Item {
  const read = readCeHeaders(headers, body.length === 0 ? undefined : parseJson(body));
  if ("envelope" in read) return { value: read.envelope };
  return { refusal: { code: "invalid_input", detail: "some fields are not valid", errors: read.errors } };
}

/**
 * The events of a request in structured, batch or binary mode, not yet checked.
 * @throws AppError 415 for other media types, 413 past a limit, 400 when the body is not JSON or no list where one is due
 */
export async function readCloudEvents(request: Request): Promise<CloudEvents> {
  const mode = cloudEventMode(request.headers);
  const body = await readBytes(request, BODY_LIMITS);
  if (mode === "binary") return { single: readBinary(request.headers, body) };
  const json = parseJson(body);
  return mode === "batch" || (mode === "either" && Array.isArray(json))
    ? { batch: readBatch(json) }
    : { single: { value: json } };
}
