import type { OpenAPIHono } from "@hono/zod-openapi";
import { Problem } from "@voygent/contracts";

import type { AppEnv, CommonBindings } from "./app-env.ts";

/** A JSON body or answer of an OpenAPI route. */
export const jsonContent = <Schema>(schema: Schema) => ({ "application/json": { schema } });

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** The problems that a route can answer, by status, to be spread into its `responses`. */
export const problems = {
  invalid: { 400: problem("The input is not valid") },
  guarded: { 401: problem("No valid key"), 403: problem("The key lacks the scope") },
  notFound: { 404: problem("Unknown") },
  conflict: { 409: problem("It conflicts with what is stored or running") },
  tooLarge: { 413: problem("The body is too large") },
  mediaType: { 415: problem("The media type is not supported") },
  unavailable: { 503: problem("The database does not answer; see Retry-After") },
};

/** Marks a route as needing a key. */
export const keySecurity = [{ key: [] }];

/** What a Worker's OpenAPI document says about the API as a whole. */
export type ApiInfo = { title: string; description: string; version: string };

/** The OpenAPI 3.1 document of an app. */
export function openApiDocument<Bindings extends CommonBindings>(app: OpenAPIHono<AppEnv<Bindings>>, info: ApiInfo) {
  app.openAPIRegistry.registerComponent("securitySchemes", "key", { type: "http", scheme: "bearer" });
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { ...info, license: { name: "MIT" } } });
  // A parameter that takes the rest of a path is declared as `{model{.+}}`, which OpenAPI does not know.
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [path.replace("{.+}", ""), item] as const);
  return { ...document, paths: Object.fromEntries(paths) };
}
