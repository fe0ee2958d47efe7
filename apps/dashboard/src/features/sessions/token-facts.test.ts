import { it } from "vitest";

import { tokenFacts } from "./token-facts.ts";

it("names input and output always, and their parts where there are any", ({ expect }) => {
  const facts = tokenFacts({
    tokens: { input: 1000, cache_read: 400, reasoning: 0 },
    units: { web_searches: 2 },
    other_units: { search_sources: 3 },
  });
  expect(facts).toEqual([
    { name: "Input tokens", count: 1000 },
    { name: "…read from cache", count: 400 },
    { name: "Output tokens", count: 0 },
    { name: "Web searches", count: 2 },
    { name: "Sources searched", count: 3 },
  ]);
});
