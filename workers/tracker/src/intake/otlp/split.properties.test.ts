import * as fc from "fast-check";
import { it } from "vitest";

import type { UsageEvent } from "../usage-event.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import { exportProtobuf } from "./protobuf.fixture.ts";
import { readSpans } from "./read-spans.ts";
import { ARRIVAL, exportJson, readJson, type SampleAttributes } from "./samples.fixture.ts";

const count = fc.nat({ max: 1_000_000 });
const name = fc.constantFrom("ada", "grace", "LibreChat Agent: Research", "日本", "😀");
const role = fc.constantFrom<SampleAttributes>(
  { "gen_ai.operation.name": "chat" },
  { "gen_ai.operation.name": "invoke_agent" },
  { "gen_ai.operation.name": "speak_in_tongues" },
  { "openinference.span.kind": "LLM" },
  { "openinference.span.kind": "CHAIN" },
  { "langfuse.observation.type": "generation" },
  { "langfuse.observation.type": "agent" },
  { "ai.operationId": "ai.streamText.doStream" },
  { "ai.operationId": "ai.streamText" },
  {},
);
const usage = fc.oneof(
  fc.record({ "gen_ai.usage.input_tokens": count, "gen_ai.usage.output_tokens": count }, { requiredKeys: [] }),
  fc.record({ "llm.token_count.prompt": count, "llm.token_count.prompt_details.cache_read": count }),
  fc.record({ "ai.usage.inputTokens": count, "ai.usage.cachedInputTokens": count }),
  fc
    .record({ input: count, output: count, total: count })
    .map((counts) => ({ "langfuse.observation.usage_details": JSON.stringify(counts) })),
  fc.constant({ "gen_ai.usage.input_tokens": -1 }),
);
const said = fc.record({ "user.id": name, "session.id": name, "gen_ai.request.model": name }, { requiredKeys: [] });

const hex = (digits: number) => fc.integer({ min: 1, max: 15 }).map((digit) => digit.toString(16).repeat(digits));

const span = fc.record({
  traceId: hex(32),
  startTimeUnixNano: fc.bigInt({ min: 1n, max: 4_000_000_000_000_000_000n }).map(String),
  endTimeUnixNano: fc.bigInt({ min: 1n, max: 4_000_000_000_000_000_000n }).map(String),
  attributes: fc.tuple(role, usage, said).map(([a, b, c]): SampleAttributes => ({ ...a, ...b, ...c })),
});

/** Spans of different ids. */
const spans = fc
  .array(span, { maxLength: 30 })
  .map((list) => list.map((one, index) => ({ ...one, spanId: (index + 1).toString(16).padStart(16, "0") })));

const SLOW = { timeout: 60_000 };

const byId = (left: UsageEvent, right: UsageEvent) => left.id.localeCompare(right.id);

it(
  "the same spans give the same events in whichever order, split over requests and encoding they come",
  SLOW,
  ({ expect }) => {
    fc.assert(
      fc.property(spans, fc.nat(), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (list, seed, sides) => {
        const whole = readJson(exportJson(list)).events.toSorted(byId);
        const shuffled = list.toSorted(
          (left, right) =>
            ((Number.parseInt(left.spanId, 16) * 7919 + seed) % 101) -
            ((Number.parseInt(right.spanId, 16) * 7919 + seed) % 101),
        );
        const [inJson, inProtobuf] = [true, false].map((side) => shuffled.filter((_, index) => sides[index] === side));
        const split = [
          ...readJson(exportJson(inJson ?? [])).events,
          ...readSpans(decodeProtobuf(exportProtobuf(inProtobuf ?? [])), "otlp", ARRIVAL).events,
        ];
        expect(split.toSorted(byId)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  },
);

it("every count that comes out fits into what contains it", SLOW, ({ expect }) => {
  fc.assert(
    fc.property(spans, (list) => {
      for (const { tokens } of readJson(exportJson(list)).events) {
        const { input = 0, output = 0, cache_read = 0, cache_write = 0, reasoning = 0 } = tokens;
        expect(cache_read + cache_write).toBeLessThanOrEqual(input);
        expect(reasoning).toBeLessThanOrEqual(output);
      }
    }),
    { numRuns: 300 },
  );
});
