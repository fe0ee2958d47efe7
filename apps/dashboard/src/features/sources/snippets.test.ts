import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, it } from "vitest";

import { snippetsOf } from "./snippets.ts";

const values = {
  origin: "https://usage.example.com",
  source: "support-bot",
  key: { secret: "vu_secret", publicKey: "pk-lf-1", secretKey: "sk-lf-1" },
};

describe("every snippet", () => {
  it.for(snippetsOf(values).map(({ id, code }) => [id, code] as const))(
    "carries the address and a key: %s",
    ([, code], { expect }) => {
      expect(code).toContain("https://usage.example.com");
      expect(code).toMatch(/vu_secret|sk-lf-1/);
    },
  );

  it.for(snippetsOf({ ...values, key: null }).map(({ id, code }) => [id, code] as const))(
    "has a placeholder where there is no key: %s",
    ([, code], { expect }) => {
      expect(code).toMatch(/YOUR_TRACK_KEY|YOUR_SECRET_KEY/);
      expect(code).not.toContain("null");
    },
  );
});

it("sends with curl a body that needs no quoting in a shell", ({ expect }) => {
  const code = snippetsOf(values).find(({ id }) => id === "curl")?.code ?? "";
  expect(JSON.parse(/-d '(.+)'$/s.exec(code)?.[1] ?? "")).toMatchObject({
    session_id: "hello-1",
    source: "support-bot",
  });
});

it("exports LibreChat's history as the importer's README does", async ({ expect }) => {
  const readme = await readFile(join(import.meta.dirname, "../../../../librechat/README.md"), "utf8");
  const code = snippetsOf(values).find(({ id }) => id === "librechat-history")?.code ?? "";
  const commands = code.slice(0, code.indexOf("export VOYGENT_URL="));
  expect(commands.match(/-c \w+/g)).toEqual(["-c messages", "-c transactions", "-c agents"]);
  expect(readme).toContain(commands);
});

it("has LibreChat's plugin before its Langfuse exporter, as lines of a compose file", ({ expect }) => {
  const [first, second, third] = snippetsOf(values);
  expect([first?.id, second?.id, third?.id]).toEqual(["librechat", "librechat-history", "librechat-langfuse"]);
  expect(first?.first).toBe("curl -fo voygent.cjs https://usage.example.com/librechat/register.cjs");
  expect(first?.code.split("\n").slice(2, 6)).toEqual([
    "    environment:",
    "      NODE_OPTIONS: --require /app/voygent.cjs",
    "      VOYGENT_URL: https://usage.example.com",
    "      VOYGENT_KEY: vu_secret",
  ]);
});
