import { formatCompact, formatCount } from "../../format/counts.ts";

/** A token count, with what is inside it beside it: cache tokens in the input, reasoning in the output. */
export function TokenCell({
  total = 0,
  parts,
}: {
  total: number | undefined;
  parts: [name: string, count: number | undefined][];
}) {
  const present = parts.flatMap(([name, count]) => (count === undefined || count === 0 ? [] : [{ name, count }]));
  if (total === 0 && present.length === 0) return <span className="text-subtle">—</span>;
  const title = [`${formatCount(total)} tokens`, ...present.map(({ name, count }) => `${formatCount(count)} ${name}`)];
  return (
    <span className="figures whitespace-nowrap" title={title.join(", ")}>
      {present.length > 0 && (
        <span className="mr-2 text-xs text-subtle">
          {present.map(({ name, count }) => `${formatCompact(count)} ${name}`).join(", ")}
        </span>
      )}
      {formatCount(total)}
    </span>
  );
}
