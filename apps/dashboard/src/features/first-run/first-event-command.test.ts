import { it } from "vitest";

import { firstEventCommand } from "./first-event-command.ts";

it("carries the installation's own address and the new key", ({ expect }) => {
  const command = firstEventCommand("https://usage.example.com", "vu_secret");
  expect(command).toContain("curl https://usage.example.com/track/interaction");
  expect(command).toContain('"Authorization: Bearer vu_secret"');
});

it("sends a body that needs no quoting in a shell", ({ expect }) => {
  const body = /-d '(.+)'$/s.exec(firstEventCommand("http://localhost", null))?.[1] ?? "";
  expect(JSON.parse(body)).toMatchObject({ session_id: "hello-1", user_id: "ada", type: "chat" });
});
