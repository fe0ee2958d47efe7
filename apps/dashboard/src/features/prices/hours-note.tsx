import type { ListedRate } from "../../api/pricing-schema.ts";
import { hoursText } from "../../format/hours.ts";

/** In which hours a rate holds, small; nothing when it holds all day. */
export function HoursNote({ window }: { window: ListedRate["daily_window"] }) {
  const text = hoursText(window);
  return text === null ? null : <span className="text-2xs whitespace-nowrap text-subtle">{text}</span>;
}
