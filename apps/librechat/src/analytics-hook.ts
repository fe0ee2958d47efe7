import { installPlugin } from "./install-plugin.ts";
import { processWide } from "./process-wide.ts";

/** Middleware of Express, of whatever version. */
export type AnalyticsHook = (request: object, response: object, next: () => void) => void;

installPlugin();

/**
 * Middleware that remembers when a request came and to which route, for the usage that LibreChat saves in its course. It changes
 * nothing about request and response and delays neither. The usage itself is read by the plugin, which this file installs as
 * soon as it is loaded, unless the process has it already.
 */
export function analyticsHook(): AnalyticsHook {
  const { withRequest } = processWide();
  return (request, _, next) => {
    if (withRequest === null) next();
    else withRequest(request, next);
  };
}
