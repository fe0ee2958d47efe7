/** A price list of one provider, `acme`, in the published format. `prices` are by model, in its order. */
export function feedOf(prices: Record<string, unknown>, provider: Record<string, unknown> = {}): string {
  const models = Object.entries(prices).map(([id, price]) => ({ id, match: { equals: id }, prices: price }));
  return JSON.stringify([{ id: "acme", name: "Acme", pricing_urls: [], api_pattern: "x", models, ...provider }]);
}
