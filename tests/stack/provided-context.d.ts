export type { ProvidedContext } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The published OpenAPI documents. */
    contracts: unknown[];
    feedServerUrl: string;
  }
}
