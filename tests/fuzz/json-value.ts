/** A JSON value that a generator takes apart. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A value that holds others. */
export const isHolder = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === "object" && value !== null;
