/** The part of Node's crypto module that the tracker uses; the runtime provides it under `nodejs_compat`. */
declare module "node:crypto" {
  export function createHash(algorithm: "sha256"): {
    update(text: string): { digest(encoding: "base64"): string };
  };
}
