import type { ExtractorContent } from "@voygent/cost";
import { describe, it } from "vitest";

import { guardExtractors } from "./guard-extractors.ts";

type Count = ExtractorContent["counts"][number];

const PROMPT: Count = ["input", "prompt_tokens"];
const COMPLETION: Count = ["output", "completion_tokens"];
const CACHED: Count = ["cache_read", "details", "cached_tokens"];
const THOUGHTS: Count = ["output", "thoughts"];
const REASONING: Count = ["reasoning", "thoughts"];

const audio = (label: string): Count => ["input_audio", "kinds", { field: "kind", match: { equals: label } }, "count"];

const chat = (...counts: Count[]): ExtractorContent => ({ flavor: "chat", root: ["usage"], counts });

const AUDIO = audio("AUDIO");
const CHAT = chat(PROMPT, COMPLETION, CACHED, THOUGHTS, REASONING, AUDIO);

/** The stored flavour without these mappings, and with these others. */
const changed = (without: Count[], ...others: Count[]) =>
  chat(...CHAT.counts.filter((count) => !without.includes(count)), ...others);

const NOW_MS = Date.UTC(2026, 10, 20);
const DAY_MS = 24 * 60 * 60 * 1000;

const nobody = { accepts: () => false, nowMs: NOW_MS };
const everybody = { accepts: () => true, nowMs: NOW_MS };

describe("guardExtractors", () => {
  it.for<[string, string, ExtractorContent]>([
    ["drops a count", "reads thoughts as nothing instead of output + reasoning", changed([THOUGHTS, REASONING])],
    ["drops a part of a count", "reads thoughts as reasoning instead of output + reasoning", changed([THOUGHTS])],
    [
      "drops what is a part of input",
      "reads details.cached_tokens as nothing instead of cache_read",
      changed([CACHED]),
    ],
    ["drops a labelled element", "reads kinds.[kind AUDIO].count as nothing instead of input_audio", changed([AUDIO])],
    [
      "swaps prompt and completion",
      "reads prompt_tokens as output instead of input and completion_tokens as input instead of output",
      changed([PROMPT, COMPLETION], ["output", "prompt_tokens"], ["input", "completion_tokens"]),
    ],
    [
      "counts what was read from a cache as written to it",
      "reads details.cached_tokens as cache_write instead of cache_read",
      changed([CACHED], ["cache_write", "details", "cached_tokens"]),
    ],
    [
      "counts a path as something else as well",
      "reads details.cached_tokens as cache_read + input instead of cache_read",
      changed([], ["input", "details", "cached_tokens"]),
    ],
    ["counts a path twice", "reads prompt_tokens as input + input instead of input", changed([], PROMPT)],
    [
      "takes the total for the input",
      "reads prompt_tokens as nothing instead of input and total_tokens as input",
      changed([PROMPT], ["input", "total_tokens"]),
    ],
    ["adds the total to the input", "reads total_tokens as input", changed([], ["input", "total_tokens"])],
    [
      "counts a part of the input as input once more",
      "reads details.text_tokens as input",
      changed([], ["input", "details", "text_tokens"]),
    ],
    [
      "counts what is written to a cache as input, too",
      "reads details.written as cache_write + input",
      changed([], ["cache_write", "details", "written"], ["input", "details", "written"]),
    ],
    [
      "adds to a part that is read already",
      "reads details.text_tokens as cache_read",
      changed([], ["cache_read", "details", "text_tokens"]),
    ],
    [
      "adds an element of another list to a part that is read already",
      "reads others.[kind AUDIO].count as input_audio",
      changed([], ["input_audio", "others", { field: "kind", match: { equals: "AUDIO" } }, "count"]),
    ],
    ["adds a total in other letters", "reads totalTokenCount as output", changed([], ["output", "totalTokenCount"])],
    ["has a total for searches", "reads total_tokens as web_searches", changed([], ["web_searches", "total_tokens"])],
    ["has a total for a part", "reads total_tokens as cache_write", changed([], ["cache_write", "total_tokens"])],
    [
      "adds a path twice",
      "reads searches as web_searches + web_searches",
      changed([], ["web_searches", "searches"], ["web_searches", "searches"]),
    ],
    ["looks for it elsewhere", "reads usage at answer.usage instead of usage", { ...CHAT, root: ["answer", "usage"] }],
  ])("keeps the one before, whole, where the new one %s", ([, change, damaged], { expect }) => {
    const kept = [{ flavor: "chat", reason: "extractor_kept", change }];
    expect(guardExtractors([damaged], [CHAT], nobody)).toEqual({ extractors: [CHAT], kept });
  });

  it("tells three changes of an extractor and how many more there are", ({ expect }) => {
    const { kept } = guardExtractors([chat(["input", "in"], ["output", "out"])], [CHAT], nobody);
    expect(kept[0]?.change).toMatch(
      /^reads prompt_tokens as .+ and completion_tokens as .+ and details\.cached_tokens as .+ and 4 more$/,
    );
  });

  it("keeps the count of the cache in the input of Anthropic", ({ expect }) => {
    const inInput: Count[] = [
      ["input", "cache_read_input_tokens"],
      ["input", "cache_creation_input_tokens"],
    ];
    const parts: Count[] = [
      ["cache_read", "cache_read_input_tokens"],
      ["cache_write", "cache_creation_input_tokens"],
      ["output", "output_tokens"],
    ];
    const full = chat(["input", "input_tokens"], ...inInput, ...parts);
    for (const damaged of [chat(...inInput, ...parts), chat(["input", "input_tokens"], ...parts)]) {
      expect(guardExtractors([damaged], [full], nobody)).toMatchObject({
        extractors: [full],
        kept: [{ flavor: "chat" }],
      });
    }
  });

  it.for<[string, ExtractorContent]>([
    ["reads more", changed([], ["web_searches", "searches"])],
    ["reads one more part of the input", changed([], ["cache_write", "details", "written"])],
    [
      "reads one more path as two parts",
      changed([], ["cache_write", "details", "written"], ["cache_write_1h", "details", "written"]),
    ],
    ["reads another labelled element", changed([], audio("SPEECH"))],
    ["reads the same in another order", chat(...CHAT.counts.toReversed())],
    ["has a total that is neither input nor output", changed([], ["input_document_pages", "total_pages"])],
  ])("takes one over that %s", ([, more], { expect }) => {
    expect(guardExtractors([more], [CHAT], nobody)).toMatchObject({ extractors: [more], kept: [] });
  });

  it("takes new ones over, of embeddings as well, and keeps those that are gone", ({ expect }) => {
    const embeddings: ExtractorContent = { flavor: "embeddings", root: ["usage"], counts: [["input", "total_tokens"]] };
    expect(guardExtractors([embeddings], [CHAT], nobody)).toEqual({ extractors: [embeddings, CHAT], kept: [] });
    expect(guardExtractors([CHAT], [], nobody)).toEqual({ extractors: [CHAT], kept: [] });
  });

  it("takes over what an admin accepts, of that flavour alone", ({ expect }) => {
    const other = { ...CHAT, flavor: "other" };
    const [less, otherLess] = [changed([CACHED]), { ...changed([CACHED]), flavor: "other" }];
    const { extractors, kept } = guardExtractors([less, otherLess], [CHAT, other], {
      ...nobody,
      accepts: (flavor) => flavor === "chat",
    });
    expect(extractors).toEqual([less, other]);
    expect(kept).toMatchObject([{ flavor: "other", reason: "extractor_kept" }]);
  });

  it.for<[string, string, ExtractorContent]>([
    ["input", "reads no input", changed([PROMPT])],
    ["output", "reads no output", chat(PROMPT, CACHED)],
    ["either", "reads no input and no output", chat(CACHED)],
  ])("never takes one over that does not read %s any more", ([, change, damaged], { expect }) => {
    const kept = [{ flavor: "chat", reason: "missing_count", change }];
    for (const accepts of [nobody, everybody]) {
      expect(guardExtractors([damaged], [CHAT], accepts)).toEqual({ extractors: [CHAT], kept });
    }
  });

  const WRITTEN: Count = ["cache_write", "details", "written"];
  const CORRECTED: Count = ["cache_write_1h", "details", "written"];
  const SEARCHES: Count = ["web_searches", "searches"];

  /** What is stored once these lists were read so many days ago, one after the other. */
  function storedAfter(...lists: [daysAgo: number, listed: ExtractorContent][]) {
    return lists.reduce(
      (known, [daysAgo, listed]) =>
        guardExtractors([listed], known, { ...nobody, nowMs: NOW_MS - daysAgo * DAY_MS }).extractors,
      guardExtractors([CHAT], [], nobody).extractors,
    );
  }

  it.for<[string, ExtractorContent]>([
    ["takes it back", CHAT],
    ["takes it back and adds something else", changed([], SEARCHES)],
    ["counts it as another part", changed([], CORRECTED)],
  ])("takes a list over that %s, when it added that lately", ([, mended], { expect }) => {
    const stored = storedAfter([13, changed([], WRITTEN)]);
    expect(stored[0]?.counts).toContain(WRITTEN);
    const { extractors, kept } = guardExtractors([mended], stored, nobody);
    expect(kept).toEqual([]);
    expect(extractors[0]?.counts).toEqual(mended.counts);
  });

  it("takes back one of two additions by itself", ({ expect }) => {
    const stored = storedAfter([5, changed([], WRITTEN)], [1, changed([], WRITTEN, SEARCHES)]);
    const { extractors, kept } = guardExtractors([changed([], SEARCHES)], stored, nobody);
    expect(kept).toEqual([]);
    expect(extractors[0]?.counts).toEqual(changed([], SEARCHES).counts);
  });

  it("stores nothing new of a list that has not changed", ({ expect }) => {
    const stored = storedAfter([20, changed([], WRITTEN)]);
    expect(guardExtractors([changed([], WRITTEN)], stored, nobody).extractors).toEqual(stored);
  });

  it.for<[string, ReturnType<typeof storedAfter>]>([
    ["has been listed for two weeks", storedAfter([14, changed([], WRITTEN)])],
    ["an admin has accepted", guardExtractors([changed([], WRITTEN)], [CHAT], everybody).extractors],
    ["the list told at first", guardExtractors([changed([], WRITTEN)], [], nobody).extractors],
  ])("keeps what %s", ([, stored], { expect }) => {
    const change = "reads details.written as nothing instead of cache_write";
    expect(guardExtractors([CHAT], stored, nobody)).toEqual({
      extractors: stored,
      kept: [{ flavor: "chat", reason: "extractor_kept", change }],
    });
  });
});
