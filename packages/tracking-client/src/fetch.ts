export { trackFetch } from "./fetch/track-fetch.ts";
export type { CallContext, CallTarget, TrackFetchOptions } from "./fetch/track-fetch.ts";
