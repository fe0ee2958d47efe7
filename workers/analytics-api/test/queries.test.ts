import { describe, it } from "vitest";

import { getJson } from "../../../tests/stack/front-door.ts";

type Problem = { code: string; errors: { path: string }[] };

describe("a query that is not valid", () => {
  it.for([
    ["/api/sessions?modle=gpt-5", "modle"],
    ["/api/sessions?limit=0", "limit"],
    ["/api/sessions?limit=501", "limit"],
    ["/api/sessions?limit=many", "limit"],
    ["/api/sessions?offset=-1", "offset"],
    ["/api/sessions?sort=name", "sort"],
    ["/api/sessions?cursor=nonsense", "cursor"],
    ["/api/sessions?cursor=W10", "cursor"],
    ["/api/interactions?tz=Mars/Olympus", "tz"],
    ["/api/interactions?type=letter", "type.0"],
    ["/api/interactions?start_date=2026-02-30", "start_date"],
    ["/api/interactions?start_date=2026-03-01T10:00:00", "start_date"],
    ["/api/interactions?start_date=2026-03-02&end_date=2026-03-01", "end_date"],
    ["/api/stats/daily?start_date=2026-03-02&end_date=2026-03-01", "end_date"],
    ["/api/stats/daily?start_date=2010-01-01&end_date=2026-03-01", "start_date"],
    ["/api/stats/daily?model=", "model.0"],
    ["/api/stats/daily?limit=5", "limit"],
    ["/api/stats/timeseries?interval=minute", "interval"],
    ["/api/stats/timeseries?interval=hour&start_date=2026-01-01&end_date=2026-02-01", "interval"],
    ["/api/stats/timeseries?top=0", "top"],
    ["/api/stats/breakdown?group_by=colour", "group_by"],
    ["/api/stats/breakdown?metric=joy", "metric"],
    ["/api/stats/users?sort=-age", "sort"],
    ["/api/stats/users/ada?user_id=bob", "user_id"],
    ["/api/sessions/x/interactions?model=gpt-5", "model"],
    ["/api/warnings?kinds=x", "kinds"],
    ["/api/warnings?kind=unpriced_model&kind=x", "kind.1"],
    ["/api/sources?start_date=2026-03-02&end_date=2026-03-01", "end_date"],
  ] as const)("is refused, with the field that is wrong: %s", async ([path, field], { expect }) => {
    const response = await getJson(path);
    expect(response.status).toBe(400);
    const { code, errors }: Problem = await response.json();
    expect([code, errors.map((error) => error.path)]).toEqual(["invalid_input", [field]]);
  });

  it("names a cursor of a list in another order", async ({ expect }) => {
    const cursor = btoa(JSON.stringify(["-cost", "1", "x", null]));
    expect((await getJson(`/api/sessions?sort=-cost&cursor=${cursor}`)).status).toBe(200);
    expect((await getJson(`/api/sessions?cursor=${cursor}`)).status).toBe(400);
  });
});

describe("the API", () => {
  it("answers health and its own description without a key", async ({ expect }) => {
    const [health, description] = [await getJson("/api/health", {}), await getJson("/api/openapi.json", {})];
    expect(await health.json()).toMatchObject({ status: "ok", worker: "analytics-api" });
    expect(await description.json()).toMatchObject({ openapi: "3.1.0" });
  });

  it("knows unknown paths from wrong methods", async ({ expect }) => {
    expect([(await getJson("/api/nothing")).status, (await getJson("/api/auth/sign-in")).status]).toEqual([404, 405]);
  });

  it("answers an empty installation with zeros", async ({ expect }) => {
    expect(await (await getJson("/api/stats/system")).json()).toMatchObject({
      interaction_count: 0,
      cost: { total: "0.000000000" },
      first_seen_at: null,
    });
  });
});
