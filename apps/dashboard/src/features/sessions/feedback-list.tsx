import type { Feedback } from "../../api/schema.ts";
import { Instant } from "../../ui/instant.tsx";
import { FeedbackBadge } from "./feedback-badge.tsx";

/** Everything that was said of an interaction, oldest first, with its time; nothing when nobody said anything. */
export function FeedbackList({ feedback, tz }: { feedback: Feedback[]; tz: string }) {
  if (feedback.length === 0) return null;
  return (
    <section aria-label="Feedback">
      <h3 className="mb-2 text-xs font-semibold">Feedback</h3>
      <ul className="flex max-h-48 flex-col gap-1.5 overflow-y-auto">
        {feedback.map((score) => (
          <li
            key={`${score.name} ${score.observed_at} ${score.value} ${score.label}`}
            className="flex min-w-0 items-center justify-between gap-3 text-xs text-subtle"
          >
            <FeedbackBadge feedback={score} />
            <Instant at={score.observed_at} tz={tz} />
          </li>
        ))}
      </ul>
    </section>
  );
}
