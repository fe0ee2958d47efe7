import { InteractionEvent } from "@voygent/contracts";
import type { PriceBook } from "@voygent/cost";
import { env } from "cloudflare:workers";

import { readNativeEvent } from "../src/intake/native-event.ts";
import { prepareInteraction } from "../src/services/prepare/prepare-interaction.ts";
import { storeInteractions } from "../src/services/store/store-interactions.ts";

/** Records events as the tracker does that holds this price book, which may be an older one than that in force. */
export async function recordWith(book: PriceBook | null, events: Record<string, unknown>[]): Promise<void> {
  const prepared = events.map((event) => {
    const read = { receivedAtMs: Date.now(), idempotencyKey: undefined };
    return prepareInteraction(readNativeEvent(InteractionEvent.parse(event), event, read), book);
  });
  await storeInteractions(env.DB, prepared, book?.version ?? 0);
}
