/** The part of Node's crypto module that the Workers use; the runtime provides it under `nodejs_compat`. */
declare module "node:crypto" {
  export function hash(algorithm: "sha256", text: string, encoding: "base64" | "base64url" | "hex"): string;
  /** Its bytes, of which a range can be written out. */
  export function hash(
    algorithm: "sha256",
    text: string,
    encoding: "buffer",
  ): { toString(encoding: "hex", start: number, end: number): string };
}
