import { it } from "vitest";

import { readAnswer } from "./read-answer.ts";

it("an event that is refused is told by its id, the field that is wrong, and what was expected of it", ({ expect }) => {
  const errors = [{ path: "tokens.input", message: "Invalid input: expected int, received number" }];
  const error = { code: "invalid_input", detail: "some fields are not valid", errors };
  const results = [
    { index: 0, id: "a", status: "recorded" },
    { index: 1, id: "b", status: "invalid", error },
  ];
  expect(readAnswer(2, 207, JSON.stringify({ results }))).toMatchObject({
    outcome: {
      rejected: 1,
      why: "b: some fields are not valid (tokens.input: Invalid input: expected int, received number)",
    },
  });
});
