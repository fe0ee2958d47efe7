import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";

import { ProblemError } from "../../api/problem-error.ts";
import { userOptions } from "../../api/user-options.ts";
import { RangeControls } from "../../filters/range-controls.tsx";
import { useUsageFilters } from "../../filters/use-usage-filters.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { CostOverTimePanel } from "../overview/cost-over-time-panel.tsx";
import { UserFigures } from "./user-figures.tsx";
import { UserModelsPanel } from "./user-models-panel.tsx";
import { UserSessionsPanel } from "./user-sessions-panel.tsx";

/** One user: figures of the range and of the whole life, cost over time, models, sessions. */
export function UserPage() {
  const { userId: start, _splat: rest } = useParams({ strict: false });
  const userId = [start, rest].filter(Boolean).join("/");
  usePageTitle(userId);
  const { range, query } = useUsageFilters();
  const userQuery = { ...query, user_id: [userId] };
  const { error } = useQuery(userOptions(userId, userQuery));
  const isMissing = error instanceof ProblemError && error.status === 404;
  return (
    <>
      <PageHeader title={<span title={userId}>{userId}</span>} above={<BackLink to="/users" label="Users" />}>
        <RangeControls range={range} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <UserFigures userId={userId} query={userQuery} range={range} />
        {!isMissing && (
          <>
            <CostOverTimePanel title="Cost over time" query={userQuery} range={range} />
            <UserModelsPanel userId={userId} query={userQuery} />
            <UserSessionsPanel userId={userId} query={userQuery} range={range} />
          </>
        )}
      </div>
    </>
  );
}
