import { Link } from "@tanstack/react-router";

import type { SessionDetail } from "../../api/schema.ts";
import { keepRange } from "../../filters/keep-range.ts";
import { formatCount } from "../../format/counts.ts";
import { formatDuration } from "../../format/time.ts";
import { cn } from "../../ui/cn.ts";
import { Count } from "../../ui/count.tsx";
import { Fact } from "../../ui/fact.tsx";
import { Instant } from "../../ui/instant.tsx";
import { Truncated } from "../../ui/truncated.tsx";
import { UnpricedNote } from "../overview/unpriced-note.tsx";
import { SessionCost } from "./session-cost.tsx";
import { SessionMarks } from "./session-marks.tsx";
import { SessionStatus } from "./session-status.tsx";

/** Who, where, when, how much. */
export function SessionFacts({ session, tz }: { session: SessionDetail; tz: string }) {
  const lengthMs = Date.parse(session.last_activity_at) - Date.parse(session.started_at);
  return (
    <>
      <section aria-label="Session facts" className="rounded-xl border bg-panel p-4 shadow-soft">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-6">
          <Fact name="User">
            <Link
              to="/users/$userId"
              params={{ userId: session.user_id }}
              search={keepRange}
              className="block rounded font-medium text-accent hover:underline"
            >
              <span className="line-clamp-2 wrap-anywhere" title={session.user_id}>
                {session.user_id}
              </span>
            </Link>
          </Fact>
          <Fact name="Status">
            <span className="flex flex-wrap gap-1.5">
              <SessionStatus status={session.status} />
              <SessionMarks session={session} />
            </span>
          </Fact>
          <Fact name="Started">
            <Instant at={session.started_at} tz={tz} />
          </Fact>
          <Fact name="Last activity">
            <Instant at={session.last_activity_at} tz={tz} />
          </Fact>
          <Fact name="Length">{lengthMs > 0 ? formatDuration(lengthMs) : "—"}</Fact>
          <Fact name="Source">
            <Truncated text={session.source} />
          </Fact>
          <Fact name="Cost">
            <SessionCost session={session} className="text-base font-semibold" />
          </Fact>
          {session.cost_per_response !== null && (
            <>
              <Fact name="Cost per response">
                <SessionCost session={session} amount={session.cost_per_response} className="text-base font-semibold" />
              </Fact>
              <Fact name="Responses">
                <span className="figures text-base font-semibold">{formatCount(session.response_count)}</span>
              </Fact>
            </>
          )}
          <Fact name="Interactions">
            <span className="figures text-base font-semibold">{formatCount(session.interaction_count)}</span>
          </Fact>
          <Fact name="Errors / stopped">
            <span className="figures text-base font-semibold">
              <span className={cn(session.error_count > 0 && "text-bad")}>{formatCount(session.error_count)}</span>
              <span className="font-normal text-subtle"> / </span>
              <span className={cn(session.cancelled_count > 0 && "text-warn")}>
                {formatCount(session.cancelled_count)}
              </span>
            </span>
          </Fact>
          <Fact name="Tokens">
            <Count value={session.tokens.total} className="text-base font-semibold" />
          </Fact>
        </dl>
      </section>
      <UnpricedNote totals={session} query={{ session_id: [session.id] }} />
    </>
  );
}
