declare module "node:zlib" {
  /** Throws a RangeError as soon as the output passes `maxOutputLength` bytes. */
  export function gunzipSync(packed: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}
