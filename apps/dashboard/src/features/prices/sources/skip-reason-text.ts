const WORDS: Record<string, string> = {
  not_a_model: "no model",
  dynamic: "price set call by call",
  negative: "price below zero",
  not_a_number: "price that is no number",
  zero_unknown: "price of zero, which is not said to be free",
  missing_price: "price missing, the one before holds",
  missing_count: "count no longer read, raw usage is read as before",
  extractor_kept: "raw usage read otherwise, it is read as before",
  no_token_price: "no price per token or request",
  ambiguous: "told twice at different prices",
  moving_alias: "name that stands for one model after another",
  other_list: "in the list of its seller",
  tier_without_base: "price of a long context only",
  out_of_range: "price beyond belief",
  bad_rule: "rule for names that cannot be read",
  broad_rule: "rule that takes too many names",
  bad_window: "dates or hours that cannot be read",
  moves_too_far: "name that would lead to a far other price",
  not_expressible: "price in other units",
};

/** Why entries of a price list were not taken over, in words; a reason that is not known here as it is named. */
export const skipReasonText = (reason: string): string => WORDS[reason] ?? reason.replaceAll("_", " ");
