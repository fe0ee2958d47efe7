import { expect } from "@playwright/test";

import { fresh, test } from "./product.ts";

for (const path of ["/", "/sessions/some-session", "/theme.js"]) {
  test(`${path} carries the headers that keep the page safe`, async ({ request }) => {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self';");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
  });
}

test("the browser loads every page without an error or a breach of the content policy", async ({
  client,
  page,
  signedIn,
}) => {
  const messages: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") messages.push(message.text());
  });
  page.on("pageerror", (error) => messages.push(error.message));
  const [session, user] = [fresh("session"), fresh("gina")];
  await client.chat({ session, user, input: 1000, output: 100 });
  for (const path of ["/", "/sessions", `/sessions/${session}`, "/users", `/users/${user}`]) {
    await signedIn.goto(path);
    await expect(signedIn.getByRole("heading", { level: 1 })).toBeVisible();
    await signedIn.waitForLoadState("networkidle");
  }
  expect(messages).toEqual([]);
});
