import type { PriceSourceId } from "@voygent/contracts";
import { type Db, selectPriceRevision } from "@voygent/db";

import type { ListedProvider } from "../price-list.ts";
import { applyPriceDiff, type Statement } from "./apply-price-diff.ts";
import { diffPriceList } from "./diff-price-list.ts";
import { readSourceState } from "./source-state.ts";

const MAX_ATTEMPTS = 3;

type Listed = {
  source: PriceSourceId;
  /** What brought it about, such as `price.override_set`. */
  cause: string;
  actor: string | null;
  models: ListedProvider[];
  nowMs: number;
  /** Statements of the same transaction, such as an audit entry. */
  also?: Statement[];
};

async function applyOnce(db: Db, listed: Listed): Promise<{ revision: number; readRevision: number; error: unknown }> {
  const { source, cause, actor, models, nowMs, also = [] } = listed;
  const state = await readSourceState(db, source);
  const diff = await diffPriceList({
    source,
    state,
    providers: models,
    nowMs,
    lastSeenAtMs: nowMs,
    mode: source === "override" ? "exactly" : "as-seen",
    isComplete: false,
    mayMove: () => true,
  });
  const { revision } = state;
  try {
    const applied = await applyPriceDiff(db, { source, cause, actor, revision, diff, held: [], nowMs, also });
    return { revision: applied, readRevision: revision, error: null };
  } catch (error) {
    return { revision, readRevision: revision, error };
  }
}

/**
 * Takes over rates that an admin decided about, at once and however far they move; other models and tiers of the source stay
 * as they are. Own rates (`override`) come with the whole schedule of each model and tier, since their dates are the admin's;
 * rates of a list begin now unless they are dated. Returns the revision of all prices, of which a book can be published.
 */
export async function applyListed(db: Db, listed: Listed): Promise<{ revision: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const { revision, readRevision, error } = await applyOnce(db, listed);
    if (error === null) return { revision };
    // Somebody else changed prices meanwhile: what was compared is no longer what is stored.
    const [latest] = await selectPriceRevision(db);
    if (attempt === MAX_ATTEMPTS || (latest?.revision ?? 0) === readRevision) throw error;
  }
}
