export { createDb, type Db } from "./db.ts";
export * from "./schema/administration.ts";
export * from "./schema/prices.ts";
export * from "./schema/usage.ts";
export { selectApiKeyById, selectApiKeyBySecret } from "./read/select-api-key.ts";
export { selectDatabaseTime } from "./read/select-database-time.ts";
