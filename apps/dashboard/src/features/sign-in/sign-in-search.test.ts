import { it } from "vitest";

import { SignInSearch } from "./sign-in-search.ts";

it.for(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])(
  "does not lead to another site: %s",
  (redirect, { expect }) => {
    expect(SignInSearch.parse({ redirect })).toEqual({});
  },
);

it("leads back to the page that asked", ({ expect }) => {
  expect(SignInSearch.parse({ redirect: "/sessions?range=7d" }).redirect).toBe("/sessions?range=7d");
});
