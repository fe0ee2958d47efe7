import { it } from "vitest";

import { readRating } from "../../apps/librechat/src/documents/message-rating.ts";
import { toScore } from "../../apps/librechat/src/ratings/to-score.ts";
import { rowsWhere } from "../../workers/tracker/test/stored.ts";
import { adminHeaders, frontDoor, getJson, postJson } from "../stack/front-door.ts";
import { freshTurn, sendEvents, sendSpans } from "./librechat-turn.ts";

type Turn = Awaited<ReturnType<typeof freshTurn>>;
type Listed = { data: { id: string; feedback: object[] }[] };

/** What a message with this feedback makes the plugin tell. */
function changeOf({ messageId, traceId }: Turn, feedback: object | null) {
  const rating = readRating({ messageId, feedback });
  if (rating === null) throw new Error("no rating");
  return toScore(rating, traceId);
}

async function send(turn: Turn, feedback: object | null): Promise<number> {
  const change = changeOf(turn, feedback);
  if ("score" in change) return (await postJson("/api/public/scores", change.score)).status;
  const path = `/api/public/scores/${change.removedId}`;
  return (await frontDoor(path, { method: "DELETE", headers: adminHeaders })).status;
}

/** The scores that are shown at the interactions of a conversation, by their ids. */
async function shownAt({ conversationId }: Turn): Promise<Map<string, object[]>> {
  const { data }: Listed = await (await getJson(`/api/interactions?session_id=${conversationId}`)).json();
  return new Map(data.map(({ id, feedback }) => [id, feedback]));
}

it("shows a thumb at the calls of its answer, told by the plugin or the exporter, and not at its title", async ({
  expect,
}) => {
  const turn = await freshTurn();
  const [answer, title] = turn.events([
    { input: 100, output: 10 },
    { input: 30, output: 3, context: "title" },
  ]);
  const span = turn.span({ input: 2000, output: 20 });
  await sendEvents([answer ?? {}, title ?? {}]);
  await sendSpans([span]);
  expect(await send(turn, { rating: "thumbsDown", tag: "not_matched", text: "hidden" })).toBe(200);
  const down = { name: "user-feedback", value: 0, label: "not_matched", observed_at: expect.any(String) };
  const shown = await shownAt(turn);
  expect(Object.fromEntries(shown)).toEqual({
    [answer?.id ?? ""]: [down],
    [`${turn.traceId}:${span.spanId}`]: [down],
    [title?.id ?? ""]: [],
  });

  const one: Listed["data"][number] = await (await getJson(`/api/interaction?id=${answer?.id}`)).json();
  expect(one.feedback).toEqual([down]);
});

it("keeps one thumb of an answer, however often it is changed and by whichever way, until it is taken back", async ({
  expect,
}) => {
  const turn = await freshTurn();
  await sendEvents(turn.events([{ input: 100, output: 10 }]));
  for (const rating of ["thumbsDown", "thumbsUp", "thumbsUp"]) await send(turn, { rating });
  // As LibreChat's own exporter tells it.
  const exported = {
    id: `feedback-${turn.traceId}`,
    traceId: turn.traceId,
    name: "user-feedback",
    dataType: "BOOLEAN",
  };
  await postJson("/api/public/scores", { ...exported, value: 1, metadata: { rating: "thumbsUp" } });
  expect(await rowsWhere("feedback", "trace_id", turn.traceId)).toMatchObject([{ value: 1, label: null }]);

  expect([await send(turn, null), await send(turn, null)]).toEqual([200, 404]);
  expect([...(await shownAt(turn)).values()]).toEqual([[]]);
});
