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

it.for(["http://localhost:8787", "http://127.0.0.1:8787", "http://localhost"])(
  "names an installation on this machine, %s, as LibreChat's container does, and as it is to a shell",
  (origin, { expect }) => {
    const [plugin, history, langfuse] = snippetsOf({ ...values, origin });
    const inContainer = origin.replace(/localhost|127\.0\.0\.1/, "host.docker.internal");
    expect(plugin?.code).toContain(`VOYGENT_URL: ${inContainer}\n`);
    expect(langfuse?.code).toContain(`LANGFUSE_BASE_URL=${inContainer}\n`);
    expect([plugin?.first, history?.code].map((code) => code?.includes(origin))).toEqual([true, true]);
    expect(plugin?.where).toContain("Docker Desktop");
  },
);

it("names an installation elsewhere as it is", ({ expect }) => {
  const [plugin] = snippetsOf({ ...values, origin: "https://localhost.example.com" });
  expect(plugin?.code).toContain("VOYGENT_URL: https://localhost.example.com\n");
  expect(plugin?.where).not.toContain("Docker Desktop");
});
