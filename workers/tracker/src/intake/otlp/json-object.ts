/** An object of which these fields are looked at; one that is absent is undefined, which `unknown` has room for. */
export type JsonObject<Name extends string> = { readonly [Field in Name]: unknown };

/** Whether a value is an object, of which these fields are looked at. */
export const isJsonObject = <Name extends string>(value: unknown): value is JsonObject<Name> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
