import { expect, type Page } from "@playwright/test";

import { plantDeadLetters } from "./plant-dead-letters.ts";
import { servePriceList } from "./price-feed.ts";
import { fresh, test } from "./product.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Noon UTC, some days before today. */
function noonDaysAgo(days: number): string {
  return `${new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)}T12:00:00Z`;
}

const openSession = (page: Page, session: string) => page.goto(`/sessions/${session}`);
const timelineRows = (page: Page, model = "claude-sonnet-4-5") =>
  page.getByRole("region", { name: "Interactions" }).getByRole("row").filter({ hasText: model });

/** The total cost on the overview, in US dollars to the nano-dollar. */
async function costOf(page: Page): Promise<number> {
  const amount = page.getByRole("region", { name: "Key figures" }).locator("[data-figure=cost] dd [title]").first();
  return Number((await amount.getAttribute("title"))?.replaceAll(/[$,]/g, ""));
}

test("an admin opens the dashboard and sees the sessions", async ({ client, signedIn }) => {
  const [ada, bob] = [fresh("ada"), fresh("bob")];
  await client.chat({ session: fresh("s"), user: ada, input: 1000, output: 100 });
  await client.chat({ session: fresh("s"), user: bob, input: 1000, output: 100 });
  await signedIn.goto("/");
  await signedIn.getByRole("link", { name: "Sessions" }).first().click();
  await expect(signedIn.getByRole("heading", { name: "Sessions", level: 1 })).toBeVisible();
  for (const user of [ada, bob]) await expect(signedIn.getByRole("row").filter({ hasText: user })).toBeVisible();
});

test("an admin opens a session and sees its interactions with their costs", async ({ client, signedIn }) => {
  const [session, user] = [fresh("session"), fresh("carla")];
  // 100,000 × $3 + 10,000 × $15 per million = $0.45; a tenth of each = $0.045.
  await client.chat({ session, user, input: 100_000, output: 10_000, at: new Date(Date.now() - 60_000).toISOString() });
  await client.chat({ session, user, input: 10_000, output: 1_000 });
  await signedIn.goto("/sessions");
  await signedIn.getByRole("link", { name: user }).click();
  await expect(timelineRows(signedIn)).toHaveText([/\$0\.45/, /\$0\.045/]);
});

test("a client posts an interaction and it appears, priced", async ({ client, signedIn }) => {
  const session = fresh("session");
  await client.chat({ session, user: fresh("dora"), input: 10_000, output: 1_000 });
  await openSession(signedIn, session);
  await expect(timelineRows(signedIn)).toHaveCount(1);
  await client.chat({ session, user: fresh("dora"), input: 20_000, output: 2_000 });
  await signedIn.reload();
  // 20,000 × $3 + 2,000 × $15 per million.
  await expect(timelineRows(signedIn).last()).toContainText("$0.09");
  await expect(timelineRows(signedIn)).toHaveCount(2);
});

test("a date filter changes every figure", async ({ client, signedIn }) => {
  const user = fresh("emil");
  await client.chat({ session: fresh("s"), user, input: 10_000, output: 1_000, at: noonDaysAgo(2) });
  await client.chat({ session: fresh("s"), user, input: 20_000, output: 2_000, at: noonDaysAgo(20) });
  await signedIn.goto(`/?user=${user}&range=30d`);
  const figures = signedIn.getByRole("region", { name: "Key figures" });
  const figure = (name: string) => figures.locator(`[data-figure=${name}]`);
  await expect(figure("cost")).toContainText("$0.135");
  await expect(figure("interactions")).toContainText("2");

  await signedIn.getByRole("button", { name: /^Date range/ }).click();
  await signedIn.getByRole("button", { name: "Last 7 days" }).click();
  await expect(figure("cost")).toContainText("$0.045");
  await expect(figure("interactions")).toContainText("1");
  await expect(figure("sessions")).toContainText("1");
  await expect(figure("users")).toContainText("1");
  await expect(figure("tokens")).toContainText("11");
});

test("a price sync changes what the next interaction costs and leaves the earlier ones", async ({
  client,
  signedIn,
}) => {
  const [session, user] = [fresh("session"), fresh("frida")];
  // No other scenario uses this model, whose price stays changed.
  const model = "claude-haiku-4-5";
  const chat = async (inSession: string) =>
    (await client.chatWith("anthropic", model, { session: inSession, user, input: 100_000, output: 0 })).total;
  // 100,000 × $1 per million.
  expect(await chat(session)).toBe("0.100000000");
  const stop = await servePriceList(model, 6);
  try {
    await client.post("/pricing/sync", { sources: ["genai-prices"] });
  } finally {
    await stop();
  }
  // The tracker asks for a new price book after a few seconds at the latest.
  await expect.poll(() => chat(fresh("s")), { timeout: 90_000 }).toBe("0.600000000");
  await chat(session);
  await openSession(signedIn, session);
  await expect(timelineRows(signedIn, model)).toHaveText([/\$0\.10/, /\$0\.60/]);
});

test("a price that moves more than tenfold is charged once an admin has looked at it and approved", async ({
  client,
  signedIn,
}) => {
  const [session, user] = [fresh("session"), fresh("hugo")];
  // No other scenario uses this model, whose price stays changed.
  const model = "claude-opus-4-5";
  const chat = async () =>
    (await client.chatWith("anthropic", model, { session, user, input: 100_000, output: 0 })).total;
  const stop = await servePriceList(model, 500);
  try {
    await client.post("/pricing/sync", { sources: ["genai-prices"] });
  } finally {
    await stop();
  }
  // 100,000 × $5 per million: the price before holds.
  expect(await chat()).toBe("0.500000000");
  await signedIn.goto("/prices?tab=quarantine");
  await signedIn.getByRole("button", { name: `Approve the change of ${model}` }).click();
  const question = signedIn.getByRole("alertdialog");
  await expect(question).toContainText(/Input\s*\$5\.00 → \$500\.00\s*per 1M\s*100×/);
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await signedIn.getByRole("button", { name: `Approve the change of ${model}` }).click();
  await question.getByRole("button", { name: "Approve" }).click();
  await expect(question).toBeHidden();
  // The tracker asks for a new price book after a few seconds at the latest; 100,000 × $500 per million.
  await expect.poll(chat, { timeout: 90_000 }).toBe("50.000000000");
});

test("a model without a price gets one, and the cost of what it did before", async ({ client, signedIn }) => {
  const [session, user, model] = [fresh("session"), fresh("gus"), fresh("harbor-chat")];
  await client.chat({ session, user, input: 100_000, output: 0 });
  const unpriced = await client.chatWith("in-house", model, { session, user, input: 100_000, output: 10_000 });
  expect(unpriced.status).toBe("unpriced");
  const before = await signedIn.goto(`/?user=${user}`).then(() => costOf(signedIn));
  await expect(signedIn.getByRole("note")).toContainText("1 interaction has no known price");
  const share = signedIn.getByRole("listitem").filter({ hasText: model }).filter({ hasText: "interaction" });
  await expect(share).toContainText("110K tokens—");

  await signedIn.getByRole("link", { name: "Set a price" }).click();
  await signedIn.getByRole("button", { name: `Set a price for ${model}` }).click();
  const input = signedIn.getByRole("textbox", { name: "Input" });
  await input.fill("2,50");
  await signedIn.getByRole("textbox", { name: "Output" }).fill("10");
  await signedIn.getByRole("button", { name: "Save price" }).click();
  await expect(input).toBeFocused();
  await expect(input).toHaveAccessibleDescription("Write a number such as 2.50");
  await input.fill("2.50");
  await signedIn.getByRole("button", { name: "Save price" }).click();
  await expect(signedIn.getByRole("dialog")).toBeHidden();

  // What has no price is priced when the new prices are published, a moment after they are saved.
  await expect(async () => {
    await signedIn.goto(`/?user=${user}`);
    // 100,000 × $2.50 + 10,000 × $10 per million = $0.35.
    expect(await costOf(signedIn)).toBeCloseTo(before + 0.35, 9);
  }).toPass({ timeout: 45_000 });
  await expect(signedIn.getByRole("note")).toHaveCount(0);
});

test("an admin stores or discards what the queue gave up, and only what is stored counts", async ({ signedIn }) => {
  const session = fresh("session");
  const [stored, discarded, last] = [fresh("stored"), fresh("discarded"), fresh("last")];
  await plantDeadLetters(session, [stored, discarded, last]);
  await signedIn.goto("/settings");
  const letters = signedIn.getByRole("table").filter({ hasText: "Reason" });
  await expect(letters.getByRole("row").filter({ hasText: "The database did not answer" })).toHaveCount(3);
  await expect(signedIn.getByRole("link", { name: /^Settings/ }).first()).toContainText("3");

  await signedIn.getByRole("button", { name: `Store ${stored}` }).click();
  await expect(letters.getByText(stored)).toHaveCount(0);
  await signedIn.getByRole("button", { name: `Discard ${discarded}` }).click();
  await signedIn.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();
  await expect(letters.getByText(discarded)).toHaveCount(0);
  await signedIn.getByRole("button", { name: "Store all" }).click();
  await expect(letters).toHaveCount(0);
  for (const act of ["Queued event stored", "Queued event discarded"]) {
    await expect(signedIn.getByText(act).first()).toBeVisible();
  }

  await openSession(signedIn, session);
  // 1,000 × $3 + 100 × $15 per million, twice.
  await expect(timelineRows(signedIn)).toHaveText([/\$0\.0045/, /\$0\.0045/]);
});

test("an admin sees why LibreChat charged something else, and the calls behind it", async ({ client, signedIn }) => {
  const [user, session] = [fresh("rita"), fresh("conversation")];
  const call = { session_id: session, user_id: user, type: "chat", source: "librechat", provider: "anthropic" };
  const tokens = { input: 100_000, output: 10_000 };
  await client.post("/track/interaction", {
    ...call,
    model: "claude-sonnet-4-5",
    tokens,
    // 110,000 × $6 per million; by our price 100,000 × $3 + 10,000 × $15 = $0.45.
    metadata: { librechat_cost_usd: 0.66, librechat_notes: ["default_rate"] },
  });
  const unpriced = fresh("model-of-nobody");
  await client.post("/track/interaction", { ...call, model: unpriced, tokens, metadata: { librechat_cost_usd: 0.66 } });
  await signedIn.goto(`/reconciliation?user=${user}`);
  const causes = signedIn.getByRole("group", { name: "Causes of the difference" });
  await expect(causes.getByRole("row").filter({ hasText: "No price here" })).toContainText("Unknown");
  const defaultPrice = causes.getByRole("row").filter({ hasText: "LibreChat’s default price" });
  await expect(defaultPrice).toContainText("-$0.2100");
  await defaultPrice.getByRole("link").click();
  const calls = signedIn.getByRole("region", { name: "Interactions" }).getByRole("row").filter({ hasText: user });
  await expect(calls).toHaveCount(1);
  await expect(calls).toContainText("$0.6600");
  await expect(signedIn.getByRole("button", { name: "Difference LibreChat’s default price" })).toBeVisible();
  await signedIn.goBack();
  const models = signedIn.getByRole("group", { name: "Reconciliation by model" });
  await expect(models.getByRole("row").filter({ hasText: unpriced })).toContainText("Unknown");
  await models.getByRole("link", { name: "claude-sonnet-4-5" }).click();
  await expect(signedIn.getByRole("heading", { name: "Interactions", level: 1 })).toBeVisible();
  await expect(calls).toHaveCount(1);
});

test("an admin without LibreChat learns where its figures come from", async ({ signedIn }) => {
  await signedIn.goto(`/reconciliation?user=${fresh("nobody")}`);
  await expect(signedIn.getByText("No figures of LibreChat in this range")).toBeVisible();
  await signedIn
    .getByRole("region", { name: "Our cost and LibreChat’s" })
    .getByRole("link", { name: "Sources" })
    .click();
  await expect(signedIn.getByRole("heading", { name: "Sources", level: 1 })).toBeVisible();
});
