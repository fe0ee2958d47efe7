import { createTrackingClient, type TrackingClient, type TrackingClientOptions } from "@voygent/tracking-client";

import type { AnalyticsEvent, AnalyticsSessionEnd, AnalyticsSessionStart } from "./analytics/analytics-event.ts";
import { endWithoutContent, interactionWithoutContent, startWithoutContent } from "./analytics/without-content.ts";
import { clientOptions } from "./client-options.ts";
import { nameUser } from "./identity.ts";
import { processWide } from "./process-wide.ts";
import { readSettings, type UserNaming } from "./settings.ts";

export { trackRequests } from "@voygent/tracking-client/express";
export type * from "./analytics/analytics-event.ts";

/** Queues what a program tells and sends it in the background. Nothing here throws, rejects or is waited for. */
export type AnalyticsClient = Omit<
  TrackingClient,
  "trackInteraction" | "startSession" | "endSession" | "trackScore" | "removeScore"
> & {
  /** Queues an interaction and gives back its id; null when it was given up at once. */
  trackInteraction: (event: AnalyticsEvent) => string | null;
  /** Queues the start of a session; false when it was given up at once. */
  startSession: (start: AnalyticsSessionStart) => boolean;
  /** Queues the end of a session that was started or used before; false when it was given up at once. */
  endSession: (end: AnalyticsSessionEnd) => boolean;
};

type OfUser = { user_id: string; metadata?: Record<string, unknown> | null };

/** The user as the plugin would call the same one: by the hash of the id, where that is what is set. */
function namedUser<Event extends OfUser>(event: Event, naming: UserNaming): Event {
  if (naming.by !== "hash" || typeof event.user_id !== "string" || event.user_id === "") return event;
  const tenant = event.metadata?.["tenant_id"];
  const tenantId = typeof tenant === "string" ? tenant : null;
  return { ...event, user_id: nameUser({ id: event.user_id, tenantId, names: undefined }, naming) };
}

function connect(options: Partial<TrackingClientOptions>): { client: TrackingClient; naming: UserNaming } {
  const { say } = processWide();
  const { url = process.env["VOYGENT_URL"], key = process.env["VOYGENT_KEY"] } = options;
  const settings = readSettings({ ...process.env, VOYGENT_URL: url, VOYGENT_KEY: key });
  if (settings !== null && typeof settings !== "string") {
    const client = createTrackingClient({
      ...clientOptions(settings, say),
      ...options,
      url: settings.url,
      key: settings.key,
    });
    return { client, naming: settings.userNaming };
  }
  say(`${settings ?? "VOYGENT_URL and VOYGENT_KEY are not set"}; nothing is tracked`);
  return { client: createTrackingClient({ url: "", key: "", logger: () => {} }), naming: { by: "id" } };
}

function attempt<Result>(call: () => Result, otherwise: Result): Result {
  try {
    return call();
  } catch {
    processWide().say("an event that cannot be read was given up");
    return otherwise;
  }
}

/**
 * Makes a client by the settings of the environment, as the plugin reads them; `options` go before them. Without an address and
 * a key it says so once and does nothing. What may be content does not leave the process, whatever it is told.
 */
export function createAnalyticsClient(options: Partial<TrackingClientOptions> = {}): AnalyticsClient {
  const { client, naming } = connect(options);
  return {
    trackInteraction: (event) =>
      attempt(() => client.trackInteraction(namedUser(interactionWithoutContent(event), naming)), null),
    startSession: (start) => attempt(() => client.startSession(namedUser(startWithoutContent(start), naming)), false),
    endSession: (end) => attempt(() => client.endSession(endWithoutContent(end)), false),
    flush: async (flushOptions) => await client.flush(flushOptions),
    close: async (flushOptions) => await client.close(flushOptions),
    get stats() {
      return client.stats;
    },
  };
}
