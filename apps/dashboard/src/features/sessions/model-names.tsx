import { modelName } from "../../format/names.ts";

/** The first model of a session and how many more there are, all of them in the title. */
export function ModelNames({ models }: { models: string[] }) {
  const [first, ...rest] = models;
  if (first === undefined) return <span className="text-subtle">—</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={models.map(modelName).join(", ")}>
      <span className="truncate">{modelName(first)}</span>
      {rest.length > 0 && <span className="shrink-0 text-xs text-subtle">+{rest.length}</span>}
    </span>
  );
}
