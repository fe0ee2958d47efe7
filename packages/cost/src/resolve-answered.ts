import { compareModelNames } from "./compare-model-names.ts";
import { findProvider } from "./find-provider.ts";
import { modelForms } from "./model-forms.ts";
import type { PriceBook } from "./price-book.ts";
import type { PriceFlag } from "./price-flag.ts";
import { type PricedCall, type ResolvedRate, resolveRate } from "./resolve-rate.ts";

/** What the provider's answer says that it served, where the call asked for something else. */
export type AnsweredCall = { model?: string; serviceTier?: string };

/** The rate of a call with what of the answer it was charged by; null: nothing. */
export type ResolvedAnswer = { resolved: ResolvedRate; chargedBy: AnsweredCall | null };

/** A tier that leaves it to the provider which one serves the call. */
const ANY_TIER = "auto";

const nameOf = (text: string | null | undefined) => text?.trim().toLowerCase() ?? "";

function withFlag(resolved: ResolvedRate, flag: PriceFlag): ResolvedRate {
  return resolved.status === "unpriced" ? resolved : { ...resolved, flags: [...resolved.flags, flag] };
}

/** The answered model with the provider that a LiteLLM proxy was asked for in the model's name. */
function soldAs(book: PriceBook, { provider, model }: PricedCall, answered: string): string {
  const asked = nameOf(model);
  const slash = nameOf(provider) === "litellm" ? asked.indexOf("/") : -1;
  if (slash <= 0 || answered.includes("/") || findProvider(book, asked.slice(0, slash)) === undefined) return answered;
  return `${asked.slice(0, slash)}/${answered}`;
}

/** How the answered model stands to the one that was asked for, both as this seller may write them. */
function compare({ provider, model }: PricedCall, asked: ResolvedRate, answered: string) {
  const sellers = [nameOf(provider), ...(asked.status === "priced" ? [asked.seller] : [])].filter(
    (name) => name !== "",
  );
  const unwrapped = (name: string) => modelForms(name, sellers).at(-1) ?? name;
  return compareModelNames(unwrapped(model ?? ""), unwrapped(answered));
}

const isOwn = (resolved: ResolvedRate) =>
  resolved.status === "priced" && (resolved.matchedBy === "override" || resolved.matchedBy === "alias");

/** The rate of the model that was served, and whether that is the answered one: an own price or alias is, as an admin has said, for what was asked. */
function resolveModel(
  book: PriceBook,
  call: PricedCall,
  answered: string,
): { resolved: ResolvedRate; isAnswered: boolean } {
  const asked = resolveRate(book, call);
  const relation = isOwn(asked) ? "same" : compare(call, asked, answered);
  if (relation === "same") return { resolved: asked, isAnswered: false };
  const served = resolveRate(book, { ...call, model: soldAs(book, call, answered) });
  if (served.status === "unpriced") {
    const resolved = relation === "other" ? withFlag(asked, "answered_model_unpriced") : asked;
    return { resolved, isAnswered: false };
  }
  return { resolved: relation === "other" ? withFlag(served, "answered_model") : served, isAnswered: true };
}

/**
 * The rate of a call whose answer names another model or service tier than it asked for: what was served is what is billed. An
 * own rate or alias stands for what was asked for, and so does a price where none is known for what the answer names.
 */
export function resolveAnswered(
  book: PriceBook,
  call: PricedCall,
  { model, serviceTier }: AnsweredCall,
): ResolvedAnswer {
  const served = serviceTier === undefined ? call : { ...call, serviceTier };
  const { resolved, isAnswered } =
    model === undefined
      ? { resolved: resolveRate(book, served), isAnswered: false }
      : resolveModel(book, served, model);
  const chargedBy = {
    ...(isAnswered && model !== undefined && { model }),
    ...(serviceTier !== undefined && { serviceTier }),
  };
  const isOtherTier = serviceTier !== undefined && nameOf(call.serviceTier) !== ANY_TIER;
  return {
    resolved: isOtherTier ? withFlag(resolved, "answered_tier") : resolved,
    chargedBy: Object.keys(chargedBy).length === 0 ? null : chargedBy,
  };
}
