import { it } from "vitest";

import { findArrival } from "./find-arrival.ts";

const source = (name: string, count: number) => ({ source: name, interaction_count: count });
const before = [source("busy", 100), source("my-app", 3)];

it("is the wanted source when it has sent more", ({ expect }) => {
  expect(findArrival(before, [source("busy", 150), source("my-app", 4)], "my-app")).toEqual(source("my-app", 4));
});

it("is a source that was not there, whatever it is called", ({ expect }) => {
  expect(findArrival(before, [source("librechat", 1), ...before], "my-app")).toEqual(source("librechat", 1));
});

it("is none while only others go on sending", ({ expect }) => {
  expect(findArrival(before, [source("busy", 150), source("my-app", 3)], "my-app")).toBeNull();
  expect(findArrival([], [], "my-app")).toBeNull();
});
