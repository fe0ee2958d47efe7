export type { ProvidedContext } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** The bundled source of every Worker behind the front door, by name. */
    workerBundles: Record<string, string>;
    /** The published OpenAPI documents. */
    contracts: unknown[];
    feedServerUrl: string;
  }
}
