import { expect } from "@playwright/test";

import { ADMIN_TOKEN, fresh, test } from "./product.ts";

/** A call of a model in a conversation, as LibreChat's plugin tells it: $3 and $15 per million tokens. */
function callOf(session: string, message: string, fields: { metadata?: object; [field: string]: unknown } = {}) {
  const { metadata, ...others } = fields;
  return {
    id: fresh("call"),
    session_id: session,
    user_id: "greta",
    type: "chat",
    source: "librechat",
    provider: "anthropic",
    model: "claude-sonnet-4-5",
    tokens: { input: 10_000, output: 0 },
    ...others,
    metadata: { message_id: message, context_type: "message", endpoint: "agents", ...metadata },
  };
}

test("an admin sees what each response of a conversation cost and what it is made of", async ({ client, signedIn }) => {
  const session = fresh("conversation");
  const agent = { agent_id: "agent_1", agent_name: "Research assistant" };
  await client.post("/track/batch", {
    interactions: [
      callOf(session, "m-1", { metadata: agent }),
      callOf(session, "m-1", { metadata: { ...agent, context_type: "title" } }),
      callOf(session, "m-1", { metadata: { ...agent, tool_names: ["web_search", "web_search"], web_search_count: 1 } }),
      callOf(session, "m-2", { status: "cancelled", metadata: { is_temporary: true, librechat_cost_usd: 0.0345 } }),
      callOf(session, "m-3", { status: "error" }),
    ],
  });
  await signedIn.goto(`/sessions/${session}`);
  // 3 × 10,000 × $3 per million, then twice a third of it; $0.15 over three responses.
  const responses = signedIn.getByRole("region", { name: "Responses" });
  const first = responses.getByRole("row").filter({ hasText: "Research assistant" });
  await expect(first).toContainText("$0.0900");
  await expect(first).toContainText("web_search ×2");
  await expect(first).toContainText("with title");
  await expect(responses.getByRole("row").filter({ hasText: "stopped" })).toContainText("$0.0300");
  await expect(responses.getByRole("row").filter({ hasText: "error" })).toContainText("$0.0300");
  const facts = signedIn.getByRole("region", { name: "Session facts" });
  await expect(facts).toContainText("$0.0500");
  await expect(facts).toContainText("1 / 1");
  await expect(facts).toContainText("Temporary");

  await responses
    .getByRole("button", { name: /^Details of the response/ })
    .first()
    .click();
  await expect(responses.getByRole("button", { name: /^Details of the interaction/ })).toHaveCount(3);
  await responses
    .getByRole("button", { name: /^Details of the response/ })
    .first()
    .click();
  await responses
    .getByRole("button", { name: /^Details of the response/ })
    .nth(1)
    .click();
  await responses.getByRole("button", { name: /^Details of the interaction/ }).click();
  const conversation = responses.getByRole("region", { name: "Conversation" });
  await expect(conversation).toContainText("$0.034500000");
  await expect(conversation).toContainText("$0.030000000");

  await signedIn.goto("/sessions");
  await expect(signedIn.getByRole("row").filter({ hasText: session })).toContainText("Temporary");
});

test("a session opens in LibreChat once an admin has said where that is", async ({ client, request, signedIn }) => {
  const [session, source] = [fresh("conversation"), fresh("librechat")];
  await client.post("/track/interaction", { ...callOf(session, "m-1"), source });
  const link = signedIn.getByRole("link", { name: "Open in LibreChat" });
  await signedIn.goto(`/sessions/${session}`);
  await expect(signedIn.getByRole("button", { name: /^Details of the response/ })).toBeVisible();
  await expect(link).toHaveCount(0);

  await signedIn.goto("/sources");
  await signedIn.getByRole("button", { name: "Add address" }).click();
  const dialog = signedIn.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Source" }).fill(source);
  await dialog.getByRole("textbox", { name: "Address" }).fill("chat.example.com");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toContainText("Write an address such as https://chat.example.com");
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://chat.example.com/");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();

  await signedIn.goto(`/sessions/${session}`);
  await expect(link).toHaveAttribute("href", `https://chat.example.com/c/${session}`);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
  await signedIn.goto("/settings");
  await expect(signedIn.getByText("LibreChat address set").first()).toBeVisible();

  await signedIn.goto("/sources");
  await signedIn.getByRole("button", { name: `Remove the address of ${source}` }).click();
  await signedIn.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(signedIn.getByText(`No address is known`)).toBeVisible();
  const answer = await request.get("/api/librechat-urls", { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  expect(await answer.json()).toEqual({ data: [] });
});

test("an admin groups the costs by agent and goes from an agent to its interactions", async ({ client, signedIn }) => {
  const [session, user, agent, name] = [fresh("conversation"), fresh("hanna"), fresh("agent"), fresh("Researcher")];
  const tool = fresh("search");
  const [first, second, third] = [fresh("call"), fresh("call"), fresh("call")];
  const metadata = { agent_id: agent, agent_name: name };
  await client.post("/track/batch", {
    interactions: [
      { ...callOf(session, "m-1", { metadata: { ...metadata, tool_names: [tool] } }), id: first, user_id: user },
      { ...callOf(session, "m-2", { status: "error", metadata }), id: second, user_id: user },
      { ...callOf(session, "m-3", { status: "cancelled" }), id: third, user_id: user },
    ],
  });
  await signedIn.goto(`/?user=${user}`);
  const chart = signedIn.getByRole("region", { name: "Cost over time" });
  await chart.getByRole("button", { name: "Agents" }).click();
  await expect(signedIn).toHaveURL(/[?&]group=agent/);
  // 2 × 10,000 × $3 per million for the agent, once for the call without one.
  await expect(chart.getByRole("listitem").filter({ hasText: name })).toContainText("$0.06");
  await expect(chart.getByTitle(`${name} (${agent})`)).toBeVisible();
  await expect(chart.getByRole("listitem").filter({ hasText: "No agent" })).toContainText("$0.03");

  await signedIn.getByRole("region", { name: "Cost by agent" }).getByRole("button", { name: "Tools" }).click();
  await expect(signedIn).toHaveURL(/[?&]labels=tool/);
  await signedIn.reload();
  await signedIn.getByRole("region", { name: "Cost by tool" }).getByRole("link", { name: tool }).click();
  const rows = signedIn.getByRole("region", { name: "Interactions" }).getByRole("row");
  const filters = signedIn.getByRole("group", { name: "Filters" });
  await expect(filters.getByRole("button", { name: `Tool ${tool}` })).toBeVisible();
  // The heading is a row too.
  await expect(rows).toHaveCount(1 + 1);

  await signedIn.goto(`/?user=${user}`);
  await signedIn.getByRole("region", { name: "Cost by agent" }).getByRole("link", { name }).click();
  await expect(signedIn).toHaveURL(new RegExp(`[?&]agent=${agent}`));
  await expect(rows).toHaveCount(1 + 2);
  await filters.getByRole("button", { name: "Source" }).click();
  await signedIn.getByRole("checkbox", { name: "librechat", exact: true }).check();
  await rows.filter({ hasText: "error" }).getByRole("link").click();
  await expect(signedIn.getByRole("heading", { level: 1, name: second })).toBeVisible();
  // The way back keeps every filter.
  await signedIn.getByRole("main").getByRole("link", { name: "Interactions", exact: true }).click();
  await expect(signedIn).toHaveURL(/[?&]source=librechat/);
  await filters.getByRole("button", { name: `Agent ${name}` }).click();
  await signedIn.getByRole("checkbox", { name, exact: true }).uncheck();
  await signedIn.getByRole("checkbox", { name: "No agent", exact: true }).check();
  await expect(rows).toHaveCount(1 + 1);
  await expect(signedIn).toHaveURL(/[?&]agent=%28none%29/);
});

test("the counts of failed and stopped lead to those interactions", async ({ client, signedIn }) => {
  const [session, user] = [fresh("conversation"), fresh("ines")];
  await client.post("/track/batch", {
    interactions: [
      { ...callOf(session, "m-1"), user_id: user },
      { ...callOf(session, "m-2", { status: "error" }), user_id: user },
      { ...callOf(session, "m-3", { status: "cancelled" }), user_id: user },
      { ...callOf(session, "m-4", { status: "cancelled" }), user_id: user },
    ],
  });
  const rows = signedIn.getByRole("region", { name: "Interactions" }).getByRole("row");
  for (const { link, count } of [
    { link: "Failed: 1, show them", count: 1 },
    { link: "Stopped: 2, show them", count: 2 },
  ]) {
    await signedIn.goto(`/?user=${user}`);
    await signedIn.getByRole("link", { name: link }).click();
    await expect(signedIn).toHaveURL(new RegExp(`[?&]user=${user}`));
    await expect(rows, link).toHaveCount(1 + count);
  }
});
