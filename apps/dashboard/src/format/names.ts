/** How the API names the group of interactions without a value. */
const NO_VALUE = "(none)";

const CATEGORY_NAMES: Record<string, string> = {
  ai_tokens: "AI tokens",
  db_ops: "Database operations",
  api_calls: "API calls",
  compute_time: "Compute time",
};

/** A model as it is shown; interactions without one are named so. */
export const modelName = (model: string | null): string => (model === null || model === NO_VALUE ? "No model" : model);

/** A cost category as it is shown. */
export const categoryName = (category: string): string => CATEGORY_NAMES[category] ?? category;
