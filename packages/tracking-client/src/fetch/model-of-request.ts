import { JsonFieldScanner } from "./json-field-scanner.ts";

const WANTED = new Set(["model"]);
const MAX_LENGTH = 1024 * 1024;

/** The model that a request asks for, when its body is a text and names it; nothing else of the body is kept. */
export function modelOfRequest(body: unknown): string | null {
  if (typeof body !== "string") return null;
  let model: string | null = null;
  const scanner = new JsonFieldScanner(WANTED, (_, value) => {
    if (typeof value === "string" && value.length <= 256) model = value;
  });
  scanner.push(body.slice(0, MAX_LENGTH));
  return model;
}
