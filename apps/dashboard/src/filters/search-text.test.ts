import { it } from "vitest";

import { parseSearchText, stringifySearchText } from "./search-text.ts";
import { ListSearch, UsageSearch } from "./usage-search.ts";

it("reads back what it wrote, whatever the names look like", ({ expect }) => {
  const search = { range: "7d", model: ["=cmd|' /C calc'", "<b>x</b>", "1"], user: ["a&b=c", "日本 ✓"] };
  expect(UsageSearch.parse(parseSearchText(stringifySearchText(search)))).toMatchObject(search);
});

it("keeps a single value as a list of one and a number as text", ({ expect }) => {
  expect(UsageSearch.parse(parseSearchText("?user=42")).user).toEqual(["42"]);
});

it("ignores what does not fit rather than failing", ({ expect }) => {
  const search = ListSearch.parse(parseSearchText("?range=century&tz=Moon%2FBase&start=soon&model=&cursor=abc"));
  expect(search).toEqual({ cursor: ["abc"] });
});

it("writes nothing for an empty search", ({ expect }) => {
  expect(stringifySearchText({ range: undefined })).toBe("");
});
