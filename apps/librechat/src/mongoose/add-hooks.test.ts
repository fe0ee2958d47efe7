import { describe, it } from "vitest";

import { requireMongoose } from "../require-mongoose.fixture.ts";
import { addHooks } from "./add-hooks.ts";
import type { SchemaLike } from "./mongoose-like.ts";
import type { SchemaKind } from "./recognise-schema.ts";

const SINK = { takeRows: () => {}, takeRow: () => {}, takeMessage: () => {} };

/** A Mongoose with a model of this shape, made by `make`. */
function mongooseWith(paths: object) {
  const mongoose = requireMongoose();
  const make = () => {
    const schema: SchemaLike = Reflect.construct(Reflect.get(mongoose, "Schema"), [paths]);
    Reflect.apply(Reflect.get(mongoose, "model"), mongoose, ["Renamed", schema]);
  };
  return { mongoose, make };
}

describe("hooks", () => {
  it("are added to a model of another name, by its paths", ({ expect }) => {
    const { mongoose, make } = mongooseWith({ tokenType: String, rawAmount: Number });
    const hooked: SchemaKind[] = [];
    addHooks(mongoose, (kind) => {
      hooked.push(kind);
      return SINK;
    });
    make();
    expect(hooked).toEqual(["transaction"]);
  });

  it("are not added to other models", ({ expect }) => {
    const { mongoose, make } = mongooseWith({ messageId: String, rawAmount: Number });
    const hooked: SchemaKind[] = [];
    addHooks(mongoose, (kind) => {
      hooked.push(kind);
      return SINK;
    });
    make();
    expect(hooked).toEqual([]);
  });
});
