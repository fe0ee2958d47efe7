import { describe, it } from "vitest";

import { readGenaiPrices } from "../src/sources/genai-prices.ts";
import { feedOf } from "./feed-of.ts";

const CHAT = {
  api_flavor: "chat",
  root: ["answer", "usage"],
  model_path: "model",
  mappings: [
    { path: "prompt_tokens", dest: "input_tokens", required: true },
    { path: ["details", "thinking"], dest: "output_reasoning_tokens", required: false },
    {
      path: ["kinds", { type: "array-match", field: "kind", match: { equals: "AUDIO" } }, "count"],
      dest: "cache_audio_read_tokens",
      required: false,
    },
    { path: "searches", dest: "web_searches", required: false },
  ],
};

function readList(extractors: unknown) {
  const list = readGenaiPrices(JSON.parse(feedOf({ m: { input_mtok: 2 } }, { extractors })));
  return { extractors: list.providers[0]?.rules.extractors, skipped: list.skipped, modelCount: list.modelCount };
}

describe("the usage extractors of a list", () => {
  it("are taken over under our names of what they count", ({ expect }) => {
    expect(readList([CHAT]).extractors).toEqual([
      {
        flavor: "chat",
        root: ["answer", "usage"],
        counts: [
          ["input", "prompt_tokens"],
          ["reasoning", "details", "thinking"],
          ["cache_read_audio", "kinds", { field: "kind", match: { equals: "AUDIO" } }, "count"],
          ["web_searches", "searches"],
        ],
      },
    ]);
  });

  const withPath = (path: unknown) => ({ ...CHAT, mappings: [{ path, dest: "input_tokens", required: true }] });
  const withMatch = (match: unknown) => withPath([{ type: "array-match", field: "kind", match }, "count"]);

  it.for<[string, unknown]>([
    ["a text", "chat"],
    ["nothing", null],
    ["a flavour that is no name", { ...CHAT, api_flavor: "<b>chat</b>" }],
    ["a flavour that came before", CHAT],
    ["no mapping", { ...CHAT, mappings: [] }],
    ["more mappings than anybody needs", { ...CHAT, mappings: Array.from({ length: 101 }, () => CHAT.mappings[0]) }],
    ["a path without end", withPath(Array.from({ length: 9 }, () => "deeper"))],
    ["a step of another kind", withPath([{ type: "object-match" }, "count"])],
    ["a regular expression that never ends", withMatch({ regex: "^(a+)+$" })],
    ["a target that is no unit", { ...CHAT, mappings: [{ path: "tokens", dest: "__proto__", required: true }] }],
  ])("are left out and named where one is %s, and the prices are still read", ([, broken], { expect }) => {
    const list = readList([CHAT, broken]);
    expect(list).toMatchObject({
      extractors: [{ flavor: "chat" }],
      skipped: [{ key: "acme: extractor 1", reason: "not_expressible" }],
      modelCount: 1,
    });
  });

  it.for<[string, unknown]>([
    ["a text", "x"],
    ["an object", { chat: CHAT }],
    ["endless", Array.from({ length: 101 }, (_, index) => ({ ...CHAT, api_flavor: `chat-${index}` }))],
  ])("are left out as a whole where they are %s, and the prices are still read", ([, broken], { expect }) => {
    expect(readList(broken)).toEqual({
      extractors: undefined,
      skipped: [{ key: "acme: extractors", reason: "not_expressible" }],
      modelCount: 1,
    });
  });
});
