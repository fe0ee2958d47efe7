export { trackRequests } from "./express/track-requests.ts";
export type { TrackedRequest, TrackedResponse, TrackRequestsOptions } from "./express/track-requests.ts";
