/** The ranges that have a name; `custom` takes its days from `start` and `end`. */
export const RANGE_PRESETS = ["today", "7d", "30d", "90d", "12m", "custom"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** How each preset is called. */
export const RANGE_NAMES: Record<RangePreset, string> = {
  today: "Today",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
  "12m": "Last 12 months",
  custom: "Custom",
};
