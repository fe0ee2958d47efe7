import { it } from "vitest";

import { WarningsSearch } from "./warnings-search.ts";

it("takes one kind or several", ({ expect }) => {
  expect(WarningsSearch.parse({ kind: "rejected_item" }).kind).toEqual(["rejected_item"]);
  expect(WarningsSearch.parse({ kind: ["rejected_item", "late_event"] }).kind).toEqual(["rejected_item", "late_event"]);
});

it("opens an old or mistyped link all the same", ({ expect }) => {
  expect(WarningsSearch.parse({ kind: ["late_event", "toString"], range: "7d" })).toMatchObject({
    kind: ["late_event"],
    range: "7d",
  });
  expect(WarningsSearch.parse({ kind: "no_such_kind" }).kind).toBeUndefined();
  expect(WarningsSearch.parse({}).kind).toBeUndefined();
});
