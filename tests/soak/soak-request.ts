import type { SoakEvent } from "./soak-event.ts";

/** Events on their way by one of the intakes; `ids` are those under which they are stored. */
export type SoakRequest = { kind: Kind; path: string; mediaType: string; body: string; ids: string[] };

/** How many events each intake carries at once; of twenty requests, as many are of this kind as `share` says. */
const KINDS = {
  single: { events: 1, share: 8 },
  batch: { events: 40, share: 5 },
  ndjson: { events: 100, share: 2 },
  "cloud-events": { events: 40, share: 2 },
  otlp: { events: 40, share: 3 },
} as const;

export type Kind = keyof typeof KINDS;

const ORDER = Object.keys(KINDS)
  .filter((name): name is Kind => name in KINDS)
  .flatMap((kind) => Array.from({ length: KINDS[kind].share }, () => kind));

/** The kind of the n-th request, and how many events it takes. */
export function kindOf(index: number): { kind: Kind; events: number } {
  const kind = ORDER[(index * 7) % ORDER.length] ?? "single";
  return { kind, events: KINDS[kind].events };
}

const instantOf = ({ atMs }: SoakEvent) => new Date(atMs).toISOString();

const interactionOf = (event: SoakEvent) => ({
  id: event.id,
  user_id: event.userId,
  timestamp: instantOf(event),
  source: "soak",
  ...dataOf(event),
});

const dataOf = ({ sessionId, model, input, output }: SoakEvent) => ({
  session_id: sessionId,
  type: "chat",
  provider: "anthropic",
  model,
  tokens: { input, output },
});

const cloudEventOf = (event: SoakEvent) => ({
  specversion: "1.0",
  id: event.id,
  source: "soak",
  type: "soak",
  time: instantOf(event),
  subject: event.userId,
  data: dataOf(event),
});

function spanOf({ id, sessionId, userId, atMs, model, input, output }: SoakEvent) {
  const attributes = Object.entries({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.request.model": model,
    "user.id": userId,
    "gen_ai.conversation.id": sessionId,
    "gen_ai.usage.input_tokens": input,
    "gen_ai.usage.output_tokens": output,
  }).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
  const startNs = BigInt(atMs) * 1_000_000n;
  return {
    traceId: id,
    spanId: spanIdOf(id),
    name: "chat",
    kind: 3,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + 900_000_000n),
    attributes,
  };
}

const spanIdOf = (id: string) => id.slice(-16);

/** These events as one request of this kind. */
export function createSoakRequest(kind: Kind, events: SoakEvent[]): SoakRequest {
  const ids = events.map(({ id }) => id);
  const json = "application/json";
  switch (kind) {
    case "single":
      return {
        kind,
        path: "/track/interaction",
        mediaType: json,
        body: JSON.stringify(events.map(interactionOf)[0]),
        ids,
      };
    case "batch":
      return {
        kind,
        path: "/track/batch",
        mediaType: json,
        body: JSON.stringify({ interactions: events.map(interactionOf) }),
        ids,
      };
    case "ndjson": {
      const body = events.map((event) => `${JSON.stringify(interactionOf(event))}\n`).join("");
      return { kind, path: "/track/batch", mediaType: "application/x-ndjson", body, ids };
    }
    case "cloud-events":
      return {
        kind,
        path: "/v1/events",
        mediaType: "application/cloudevents-batch+json",
        body: JSON.stringify(events.map(cloudEventOf)),
        ids,
      };
    case "otlp": {
      const resource = { attributes: [{ key: "service.name", value: { stringValue: "soak" } }] };
      const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: events.map(spanOf) }] }] });
      return { kind, path: "/v1/traces", mediaType: json, body, ids: ids.map((id) => `${id}:${spanIdOf(id)}`) };
    }
    default:
      return kind satisfies never;
  }
}
