import { MessageSquareText, ThumbsDown, ThumbsUp } from "lucide-react";

import type { Feedback } from "../../api/schema.ts";
import { Badge } from "../../ui/badge.tsx";
import { feedbackText } from "./feedback-text.ts";

const ICONS = { good: ThumbsUp, bad: ThumbsDown, neutral: MessageSquareText };

/** One score in words, with a picture of the judgement. */
export function FeedbackBadge({ feedback }: { feedback: Feedback }) {
  const { name, verdict, tone } = feedbackText(feedback);
  const Icon = ICONS[tone];
  return (
    <Badge tone={tone} className="max-w-full" title={`${name}${verdict}`}>
      <Icon className="size-3 shrink-0" aria-hidden />
      <span className="truncate">{name}</span>
      {verdict !== "" && <span className="-ml-1 max-w-3/4 shrink-0 truncate whitespace-pre">{verdict}</span>}
    </Badge>
  );
}
