import { sha256Hex } from "@voygent/http";
import { env } from "cloudflare:workers";

/** Makes a key with one scope and answers its secret. */
export async function createKey(scope: "track" | "read" | "admin"): Promise<string> {
  const key = crypto.randomUUID();
  await env.DB.prepare("INSERT INTO api_keys VALUES (?1, 'test', ?2, ?3, ?1, 'none', 0, NULL, NULL)")
    .bind(crypto.randomUUID(), JSON.stringify([scope]), await sha256Hex(key))
    .run();
  return key;
}
