import type { CauseSums } from "../../api/schema.ts";

/** What each cause of a difference is called, and what it means for whoever compares two bills. */
export const CAUSE_TEXTS: Record<CauseSums["cause"], { name: string; meaning: string }> = {
  not_charged: {
    name: "Not charged by LibreChat",
    meaning:
      "LibreChat told no figure for these calls: answers that were stopped, models that cost nothing there, or answers whose recording failed. The provider bills them all the same.",
  },
  missing_rate: {
    name: "No price here",
    meaning:
      "We know no price for these models, so our cost is unknown and LibreChat’s figure stands alone. Set a price on the page Prices to compare them.",
  },
  agent_model: {
    name: "Charged by an agent’s name",
    meaning:
      "LibreChat looked up the price by the id of a saved agent instead of its model. Ours is that of the model behind the agent.",
  },
  default_rate: {
    name: "LibreChat’s default price",
    meaning: "LibreChat knows no price for these models and charged its default of $6 per million tokens, in and out.",
  },
  cache_overlap_corrected: {
    name: "Cache counted twice, corrected here",
    meaning:
      "This version of LibreChat counted tokens from the cache twice. The import took them out, so our cost is the right one.",
  },
  cache_overlap_suspect: {
    name: "Cache perhaps counted twice",
    meaning:
      "LibreChat before v0.8.7 may have counted tokens from the cache twice. Ours are the same counts, so both may be too high. Only the import that tells such calls first can correct them, by --upgraded-at.",
  },
  cancel_surcharge: {
    name: "Surcharge for stopped answers",
    meaning: "LibreChat charges 1.15 times the tokens of an answer that was stopped. Ours are the tokens alone.",
  },
  equal: { name: "No difference", meaning: "Both are the same, but for rounding." },
  other_price: {
    name: "Another price",
    meaning:
      "LibreChat’s table has another price than our list: it keeps the price of the version that made the call, charges cached tokens like all others where it has no price for them, knows no uplift of regions, and takes the nearest name where it does not know a model.",
  },
};
