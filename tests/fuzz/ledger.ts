import * as z from "zod";

import type { FuzzRequest } from "./create-request.ts";
import type { FuzzAnswer } from "./send-request.ts";

const Recorded = z.object({ id: z.string(), status: z.enum(["recorded", "duplicate"]) });
const Batch = z.object({
  recorded: z.int(),
  results: z.array(z.object({ id: z.string().nullable(), status: z.string() })),
});
const Session = z.object({ session_id: z.string(), started_at: z.string() });

const isAccepted = (status: number) => status >= 200 && status < 300;

/** What the answers say is stored, to be compared with what is. */
export class Ledger {
  /** How often each interaction id was answered as recorded: once per source. */
  readonly recorded = new Map<string, number>();
  readonly sessions = new Set<string>();
  /** Requests by name; those without an answer may have left anything, those refused nothing. */
  readonly unanswered = new Set<string>();
  readonly refused = new Set<string>();

  #add(id: string): void {
    this.recorded.set(id, (this.recorded.get(id) ?? 0) + 1);
  }

  /** Notes one answer; what is no JSON says nothing. */
  note({ name }: FuzzRequest, { status, text }: FuzzAnswer): void {
    if (status === 0) this.unanswered.add(name);
    else if (!isAccepted(status)) this.refused.add(name);
    if (!isAccepted(status) || !text.startsWith("{")) return;
    const answer: unknown = JSON.parse(text);
    const one = Recorded.safeParse(answer).data;
    if (one?.status === "recorded") this.#add(one.id);
    for (const result of Batch.safeParse(answer).data?.results ?? []) {
      if (result.status === "recorded" && result.id !== null) this.#add(result.id);
    }
    const session = Session.safeParse(answer).data;
    if (session !== undefined) this.sessions.add(session.session_id);
  }
}
