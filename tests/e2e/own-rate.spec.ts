import { expect, type Page } from "@playwright/test";

import { fresh, test } from "./product.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const yesterday = () => new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);

const PROVIDER = "own-house";

async function saveRate(page: Page, prices: { input: string; output: string; from?: string }) {
  await page.getByLabel("Input", { exact: true }).fill(prices.input);
  await page.getByLabel("Output", { exact: true }).fill(prices.output);
  if (prices.from !== undefined) await page.getByLabel("Begins on (UTC)").fill(prices.from);
  await page.getByRole("button", { name: "Save rate" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

async function confirm(page: Page, name: string) {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("alertdialog").getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
}

async function expectCosts(page: Page, session: string, costs: RegExp[]) {
  await page.goto(`/sessions/${session}`);
  const rows = page.getByRole("region", { name: "Interactions" }).getByRole("row").filter({ hasText: "chat" });
  await expect(rows).toHaveText(costs);
}

test("an own rate charges what comes next, and re-pricing what was before until it is undone", async ({
  client,
  signedIn: page,
}) => {
  const [model, session, user] = [fresh("own-model"), fresh("session"), fresh("olga")];
  const chat = () => client.chatWith(PROVIDER, model, { session, user, input: 100_000, output: 10_000 });
  await page.goto("/prices?tab=own");
  await page.getByRole("button", { name: "New rate" }).click();
  await page.getByRole("textbox", { name: "Provider" }).fill(PROVIDER);
  await page.getByRole("textbox", { name: "Model" }).fill(model);
  await saveRate(page, { input: "1", output: "10" });
  // 100,000 × $1 + 10,000 × $10 per million.
  expect(await chat()).toEqual({ total: "0.200000000", status: "priced" });

  await page.getByRole("button", { name: `Change the own rate of ${model}` }).click();
  await saveRate(page, { input: "2", output: "20", from: yesterday() });
  expect(await chat()).toEqual({ total: "0.400000000", status: "priced" });
  await expectCosts(page, session, [/\$0\.20/, /\$0\.40/]);

  await page.goto(`/prices?tab=reprice&model=${model}`);
  await page.getByRole("button", { name: "Rehearse" }).click();
  const rehearsal = page.getByRole("region", { name: "Rehearsal", exact: true });
  await expect(rehearsal).toContainText(/Cost before\$0\.60.*Cost after\$0\.80/);
  await confirm(page, "Apply");
  const reprice = page.getByRole("region", { name: "Re-pricing", exact: true });
  await expect(reprice.getByRole("button", { name: "Undo" })).toBeVisible();
  const url = page.url();
  await expectCosts(page, session, [/\$0\.40/, /\$0\.40/]);

  await page.goto(url);
  await confirm(page, "Undo");
  await expect(page.getByRole("region", { name: "Undoing", exact: true })).toContainText("done");
  await expectCosts(page, session, [/\$0\.20/, /\$0\.40/]);
});

test("a cost is unknown, not nothing, until a rate is set, and so it is told afterwards", async ({
  client,
  signedIn: page,
}) => {
  const [model, session, user] = [fresh("late-model"), fresh("session"), fresh("lena")];
  const chat = { session, user, input: 100_000, output: 10_000 };
  expect(await client.chatWith(PROVIDER, model, chat)).toEqual({ total: "0.000000000", status: "unpriced" });
  await page.goto(`/users/${user}`);
  const figures = page.getByRole("region", { name: "Key figures" });
  await expect(figures).toContainText("CostUnknown");

  await page.goto("/prices?tab=own");
  await page.getByRole("button", { name: "New rate" }).click();
  await page.getByRole("textbox", { name: "Provider" }).fill(PROVIDER);
  await page.getByRole("textbox", { name: "Model" }).fill(model);
  await saveRate(page, { input: "1", output: "10", from: yesterday() });

  // 100,000 × $1 + 10,000 × $10 per million.
  await expect(async () => {
    await page.goto(`/users/${user}`);
    await expect(figures).toContainText("Cost$0.20", { timeout: 1_000 });
  }).toPass();
  await page.goto("/prices?tab=reprice");
  const runs = page.getByRole("region", { name: "Earlier runs" });
  await expect(runs.getByRole("row").filter({ hasText: model })).toContainText(/Unpriced\s*\$0\.20/);
});
