import * as fc from "fast-check";
import { it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { exportJson, type SampleAttributes } from "../src/intake/otlp/samples.fixture.ts";
import { rowsWhere } from "./stored.ts";

const hex = (digits: number) => crypto.randomUUID().replaceAll("-", "").slice(0, digits);

/** A span as one program sends it. */
type SentSpan = { program: number; span: Parameters<typeof exportJson>[0][number] };

/** A call of a model as several programs report it, one around the other; `clients` tells behind which a client of HTTP stands. */
type LayeredCall = { input: number; clients: boolean[] };

/** The spans of such a call: each within the one before it, by its parent and by its time. */
function spansOf({ input, clients }: LayeredCall, traceId: string, root: string): SentSpan[] {
  const startMs = Date.now();
  const spans: SentSpan[] = [];
  let parentSpanId = root;
  const add = (program: number, attributes: SampleAttributes) => {
    const depth = BigInt(spans.length);
    const startTimeUnixNano = String((BigInt(startMs) + depth) * 1_000_000n);
    const endTimeUnixNano = String((BigInt(startMs) + 1000n - depth) * 1_000_000n);
    const spanId = hex(16);
    spans.push({
      program,
      span: { traceId, spanId, parentSpanId, startTimeUnixNano, endTimeUnixNano, attributes },
    });
    parentSpanId = spanId;
  };
  for (const [program, hasClient] of clients.entries()) {
    add(program, {
      "session.id": traceId,
      "user.id": traceId,
      "gen_ai.operation.name": "chat",
      "gen_ai.request.model": "claude-sonnet-4-5",
      "gen_ai.usage.input_tokens": input,
      "gen_ai.usage.output_tokens": 100,
    });
    if (hasClient) add(program, { "http.request.method": "POST" });
  }
  return spans;
}

it(
  "a call that several programs report is billed once, however their spans are split over requests and in whatever order these come",
  { timeout: 120_000 },
  async ({ expect }) => {
    const clients = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(clients, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat({ max: 5 })),
        async (layers, requests) => {
          const [traceId, root] = [hex(32), hex(16)];
          // Calls beside each other are told apart by what they used.
          const spans = layers.flatMap((of, index) => spansOf({ input: 1000 + index, clients: of }, traceId, root));
          const sent = Map.groupBy(spans, ({ program }) => `${requests.next().value} of program-${program}`);
          for (const name of [...sent.keys()].toSorted()) {
            const ofRequest = (sent.get(name) ?? []).map(({ span }) => span);
            await postJson("/v1/traces", exportJson(ofRequest, { "service.name": `${name.slice(5)}-${traceId}` }));
          }
          const rows = await rowsWhere("interactions", "session_id", traceId);
          const inputs = rows.map(({ usage }): number => JSON.parse(String(usage)).tokens.input);
          expect(inputs.toSorted((left, right) => left - right)).toEqual(layers.map((_, index) => 1000 + index));
        },
      ),
      { numRuns: 60 },
    );
  },
);
