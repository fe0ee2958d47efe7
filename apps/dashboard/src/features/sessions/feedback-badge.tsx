import { MessageSquareText, ThumbsDown, ThumbsUp } from "lucide-react";

import type { Feedback } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { feedbackText } from "./feedback-text.ts";

const ICONS = { good: ThumbsUp, bad: ThumbsDown, neutral: MessageSquareText };

/** One score in words, with a picture of the judgement. */
export function FeedbackBadge({ feedback }: { feedback: Feedback }) {
  const { text, tone } = feedbackText(feedback);
  const Icon = ICONS[tone];
  return (
    <Badge tone={tone} className="max-w-full" title={text}>
      <Icon className="size-3 shrink-0" aria-hidden />
      <span className="truncate">{text}</span>
    </Badge>
  );
}
