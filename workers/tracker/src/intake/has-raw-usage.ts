/** Whether one of these interactions has a raw usage object, which can only be read with a price book. */
export function hasRawUsage(items: unknown[]): boolean {
  return items.some(
    (item) => typeof item === "object" && item !== null && "raw_usage" in item && item.raw_usage !== null,
  );
}
