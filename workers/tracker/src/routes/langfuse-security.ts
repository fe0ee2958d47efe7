import { keySecurity } from "@voygent/http";

/** Marks a route that takes a pair of Langfuse keys as well as a key. */
export const langfuseSecurity = [...keySecurity, { langfuse_keys: [] }];
