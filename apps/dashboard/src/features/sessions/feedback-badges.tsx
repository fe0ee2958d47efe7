import type { Feedback } from "../../api/schema.ts";
import { formatCount } from "../../format/counts.ts";
import { FeedbackBadge } from "./feedback-badge.tsx";

const MOST_SHOWN = 2;

/** What was said of an interaction, the latest scores first; nothing when nobody said anything. */
export function FeedbackBadges({ feedback }: { feedback: Feedback[] }) {
  if (feedback.length === 0) return null;
  const shown = feedback.toReversed().slice(0, MOST_SHOWN);
  const hiddenCount = feedback.length - shown.length;
  return (
    <span className="flex flex-wrap items-center gap-1 pt-0.5 pb-1.5">
      {shown.map((score) => (
        <FeedbackBadge key={`${score.name} ${score.observed_at} ${score.value} ${score.label}`} feedback={score} />
      ))}
      {hiddenCount > 0 && <span className="text-2xs text-subtle">and {formatCount(hiddenCount)} more</span>}
    </span>
  );
}
