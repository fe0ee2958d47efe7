import { parseUsdToNano } from "@voygent/cost";

import { NAMES, TEXT_NAMES } from "./attribute-names.ts";
import { parseObject } from "./parse-object.ts";
import { findText, textAt } from "./read-text.ts";
import type { SpanReading } from "./span-reading.ts";

/** Most dollars that one call may cost, as everywhere in the product. */
const MAX_USD = 1_000_000;

type Amount = { name: string; usd: unknown };

function dollarsOf(amount: unknown): number {
  if (typeof amount === "number") return amount;
  return typeof amount === "string" && amount.trim() !== "" ? Number(amount) : Number.NaN;
}

const sumOf = (amounts: unknown[]): number => amounts.reduce((sum: number, amount) => sum + dollarsOf(amount), 0);

function findAmount({ attributes }: SpanReading): Amount | null {
  const total = findText(attributes, TEXT_NAMES.costUsd);
  if (total !== null) return { name: total.name, usd: total.text };
  const parts = [NAMES.openInferencePromptCost, NAMES.openInferenceCompletionCost].flatMap(
    (name) => textAt(attributes, name) ?? [],
  );
  if (parts.length > 0) return { name: NAMES.openInferencePromptCost, usd: sumOf(parts) };
  const details = parseObject(attributes.get(NAMES.langfuseCost))?.filter(([, amount]) => amount !== null) ?? [];
  if (details.length === 0) return null;
  const stated = details.find(([key]) => key === "total");
  return { name: NAMES.langfuseCost, usd: stated?.[1] ?? sumOf(details.map(([, amount]) => amount)) };
}

/** What the sender says that a call cost, in nano-dollars; null when it does not say. An impossible amount is left out, with a warning. */
export function readReportedCost(reading: SpanReading): number | null {
  const amount = findAmount(reading);
  if (amount === null) return null;
  const usd = dollarsOf(amount.usd);
  if (usd >= 0 && usd <= MAX_USD) return parseUsdToNano(usd);
  const message = `${amount.name}: not an amount in dollars from 0 to ${MAX_USD}; it was left out`;
  reading.warnings.push({ code: "usage_inconsistent", message, subject: amount.name });
  return null;
}
