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

const CATEGORY_DETAILS: Record<string, string> = {
  ai_tokens: "Model input and output",
  db_ops: "Rows read and written",
  api_calls: "Calls to other services",
  compute_time: "CPU milliseconds",
};

/** What a cost category is made of; empty for one that this page does not know. */
export const categoryDetail = (category: string): string => CATEGORY_DETAILS[category] ?? "";
