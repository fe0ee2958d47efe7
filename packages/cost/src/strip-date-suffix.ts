const DATE_SUFFIX = /-20\d{2}(-?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])$/;

/** The name without a `-YYYY-MM-DD` or `-YYYYMMDD` at its end, null when it has none. */
export function stripDateSuffix(model: string): string | null {
  return DATE_SUFFIX.test(model) ? model.replace(DATE_SUFFIX, "") : null;
}
