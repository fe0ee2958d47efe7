import type { ExtractorContent } from "@voygent/cost";
import { describe, it } from "vitest";

import { guardExtractors } from "./guard-extractors.ts";

const extractor = (flavor: string, ...units: string[]): ExtractorContent => ({
  flavor,
  root: ["usage"],
  counts: units.map((unit) => [unit, `${unit}_count`]),
});

const CHAT = extractor("chat", "input", "output", "cache_read");

describe("guardExtractors", () => {
  it.for<[string, ExtractorContent]>([
    ["does not read input", extractor("chat", "output", "cache_read")],
    ["does not read output", extractor("chat", "input", "cache_read")],
    ["reads nothing", extractor("chat")],
  ])("keeps the one before where the new one %s", ([, damaged], { expect }) => {
    expect(guardExtractors([damaged], [CHAT])).toEqual({ extractors: [CHAT], damaged: ["chat"] });
  });

  it.for<[string, ExtractorContent]>([
    ["reads more", extractor("chat", "input", "output", "cache_read", "reasoning")],
    ["reads less that is a part of input", extractor("chat", "input", "output")],
    ["reads the same elsewhere", { ...CHAT, root: ["answer", "usage"] }],
  ])("takes one over that %s", ([, changed], { expect }) => {
    expect(guardExtractors([changed], [CHAT])).toEqual({ extractors: [changed], damaged: [] });
  });

  it("takes new ones over, of embeddings as well, and keeps those that are gone", ({ expect }) => {
    const embeddings = extractor("embeddings", "input");
    expect(guardExtractors([embeddings], [CHAT])).toEqual({ extractors: [embeddings, CHAT], damaged: [] });
    expect(guardExtractors([CHAT], [])).toEqual({ extractors: [CHAT], damaged: [] });
  });
});
