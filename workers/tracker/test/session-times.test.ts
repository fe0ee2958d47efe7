import { env } from "cloudflare:workers";
import { describe, it } from "vitest";

import { postJson } from "../../../tests/stack/front-door.ts";
import { eventOf } from "./event-of.ts";

const DAY_MS = 24 * 60 * 60_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

async function send(path: string, body: object): Promise<{ status: number; codes: string[] }> {
  const response = await postJson(path, body);
  const { warnings }: { warnings: { code: string }[] } = await response.json();
  return { status: response.status, codes: warnings.map(({ code }) => code) };
}

/** How often a warning was counted for the sessions of one program. */
const countOf = (kind: string, subject: string, source: string) =>
  env.DB.prepare("SELECT warning_count FROM warnings WHERE kind = ?1 AND subject = ?2 AND source = ?3")
    .bind(kind, subject, source)
    .first<number>("warning_count");

/** A session that names a program of its own, so that its warnings are counted apart. */
function sessionOf() {
  const { session_id } = eventOf();
  return { session_id, user_id: `user-${session_id}`, source: `program-${session_id}` };
}

describe("the time of a session is stored and warned about", () => {
  it("when it starts two days in the future", async ({ expect }) => {
    const session = sessionOf();
    const started = await send("/track/session/start", { ...session, started_at: daysFromNow(2) });
    expect(started).toEqual({ status: 201, codes: ["future_timestamp"] });
    expect(await countOf("future_timestamp", "started_at", session.source)).toBe(1);
  });

  it("when it started more than a year ago", async ({ expect }) => {
    const session = sessionOf();
    const started = await send("/track/session/start", { ...session, started_at: daysFromNow(-366) });
    expect(started).toEqual({ status: 201, codes: ["late_event"] });
    expect(await countOf("late_event", "started_at", session.source)).toBe(1);
  });

  it("when it ends two days in the future", async ({ expect }) => {
    const session = sessionOf();
    expect(await send("/track/session/start", session)).toEqual({ status: 201, codes: [] });
    const ended = await send("/track/session/end", { session_id: session.session_id, ended_at: daysFromNow(2) });
    expect(ended).toEqual({ status: 200, codes: ["future_timestamp"] });
    expect(await countOf("future_timestamp", "ended_at", session.source)).toBe(1);
  });
});
