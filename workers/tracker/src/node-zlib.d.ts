declare module "node:zlib" {
  /** Throws a RangeError with code `ERR_BUFFER_TOO_LARGE` as soon as the output passes `maxOutputLength` bytes. */
  export function gunzipSync(packed: Uint8Array, options: { maxOutputLength: number }): Uint8Array;
}
