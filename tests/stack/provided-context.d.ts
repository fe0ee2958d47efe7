export type { ProvidedContext } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    feedServerUrl: string;
    /** The folder `state` of a data folder whose database is migrated and empty. */
    migratedState: string;
  }
}
