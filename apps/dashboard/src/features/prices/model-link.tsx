import { Link } from "@tanstack/react-router";

import { keepRange } from "../../filters/keep-range.ts";
import { Truncated } from "../../ui/truncated.tsx";
import { Wrapped } from "../../ui/wrapped.tsx";

/**
 * A model's name that leads to its page, its provider below. With `fillsRow` the link's surface is the whole row. The name takes as
 * many lines as it needs, so that models whose names begin alike are told apart.
 */
export function ModelLink({
  provider,
  model,
  fillsRow = false,
}: {
  provider: string;
  model: string;
  fillsRow?: boolean;
}) {
  return (
    <Link
      to="/prices/$provider/$"
      params={{ provider, _splat: model }}
      search={keepRange}
      className={fillsRow ? "block min-w-0 after:absolute after:inset-0" : "block min-w-0 hover:text-accent"}
    >
      <Wrapped text={model} className="font-medium" />
      <Truncated text={provider} className="text-xs font-normal text-subtle" />
    </Link>
  );
}
