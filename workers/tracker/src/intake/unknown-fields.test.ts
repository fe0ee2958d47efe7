import { describe, it } from "vitest";

import { unknownFieldWarnings } from "./unknown-fields.ts";

const namesOf = (body: unknown) => unknownFieldWarnings(body).map(({ subject }) => subject);

describe("unknownFieldWarnings", () => {
  it("names fields that are not known, in the event and in its parts", ({ expect }) => {
    const body = { id: "1", colour: 1, tokens: { input: 1, smell: 2 }, db: { sql: "x" }, "a b": 1, "c d": 1 };
    expect(namesOf(body)).toEqual(["colour", "(a name that is not shown)", "tokens.smell", "db.sql"]);
  });

  it.for([null, 5, "text", {}, { tokens: 5 }, { __proto__: { tokens: { smell: 1 } } }])(
    "finds nothing in %j",
    (body, { expect }) => {
      expect(namesOf(body)).toEqual([]);
    },
  );

  it("looks at no more names than it needs", ({ expect }) => {
    let looks = 0;
    const names = Array.from({ length: 10_000 }, (_, index) => `name ${index}`);
    const body = new Proxy(Object.fromEntries(names.map((name) => [name, 0])), {
      getOwnPropertyDescriptor: (target, name) => {
        looks += 1;
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
    expect(namesOf(body)).toEqual(["(a name that is not shown)"]);
    // For each name its enumeration and our own check, and then those of the parts.
    expect(looks).toBeLessThan(3_000);
  });
});
