import { chromium } from "@playwright/test";

import { findChromium } from "../../scripts/test/find-chromium.ts";

import type { Figure } from "./figure.ts";
import type { RunningProduct } from "./run-product.ts";
import { median } from "./statistics.ts";

const SAMPLES = 5;
const TARGET_MS = 1500;

/** Milliseconds from navigation until the overview shows an amount in dollars, each time in a fresh page of Chromium. */
export async function measureFirstPage(product: RunningProduct): Promise<Figure[]> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    ...(executablePath !== undefined && { executablePath }),
  });
  try {
    const context = await browser.newContext();
    const signIn = await context.newPage();
    await signIn.goto(`${product.baseUrl}/#token=${encodeURIComponent(product.adminToken)}`);
    await signIn
      .locator("main")
      .getByText(/\$\s?[\d,.]*\d/)
      .first()
      .waitFor({ timeout: 30_000 });
    await signIn.close();
    const samples: number[] = [];
    for (let index = 0; index < SAMPLES; index += 1) {
      const page = await context.newPage();
      const startedAtMs = performance.now();
      await page.goto(product.baseUrl, { waitUntil: "commit" });
      await page
        .locator("main")
        .getByText(/\$\s?[\d,.]*\d/)
        .first()
        .waitFor({ timeout: 30_000 });
      samples.push(performance.now() - startedAtMs);
      await page.close();
    }
    const ms = median(samples);
    const target = `≤ ${TARGET_MS}`;
    return [{ name: "first page shows its numbers", unit: "ms", product: ms, target, isReached: ms <= TARGET_MS }];
  } finally {
    await browser.close();
  }
}
