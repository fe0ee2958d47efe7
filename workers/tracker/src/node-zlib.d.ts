declare module "node:zlib" {
  /** Throws a RangeError as soon as the output passes `maxOutputLength` bytes. */
  export function gunzipSync(packed: Uint8Array, options: { maxOutputLength: number }): Uint8Array;

  /** A stream that unpacks what is written to it; `done` is called when that much is unpacked and taken. */
  export type Gunzip = AsyncIterable<Uint8Array> & {
    write(packed: Uint8Array, done: (error?: Error | null) => void): boolean;
    end(): void;
    destroy(error?: Error): void;
  };
  export function createGunzip(): Gunzip;
}
