import { Search } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/button.tsx";

const MOST_SHOWN = 100;

/** The searchable list of a filter. A value that is not among the suggestions can be typed in full, unless the list is closed. */
export function CheckList({
  name,
  options,
  chosen,
  onChange,
  nameOf,
  isClosed,
}: {
  name: string;
  options: readonly string[];
  chosen: string[];
  onChange: (chosen: string[] | undefined) => void;
  nameOf: (value: string) => string;
  isClosed: boolean;
}) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const known = [...new Set(isClosed ? options : [...chosen, ...options])];
  const matching = known.filter((value) => nameOf(value).toLowerCase().includes(wanted));
  const isNew = !isClosed && wanted !== "" && !known.includes(text.trim());
  const shown = isNew ? [...matching.slice(0, MOST_SHOWN), text.trim()] : matching.slice(0, MOST_SHOWN);
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value];
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <div>
      <label className="flex items-center gap-2 border-b px-3">
        <Search className="size-3.5 shrink-0 text-subtle" aria-hidden />
        <span className="sr-only">Search {name.toLowerCase()}</span>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={`Search ${name.toLowerCase()}…`}
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-subtle"
        />
      </label>
      <div role="group" aria-label={name} className="max-h-72 overflow-y-auto p-1">
        {shown.length === 0 && (
          <p className="px-2 py-6 text-center text-sm text-subtle">
            {wanted === "" ? "Nothing to choose from yet." : "Nothing of that name."}
          </p>
        )}
        {shown.map((value) => (
          <label
            key={value}
            className="flex h-8 pointer-coarse:h-10 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover has-focus-visible:bg-hover"
          >
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              className="size-3.5 shrink-0 accent-accent"
            />
            <span className="truncate" title={value}>
              {isNew && value === text.trim() ? `Exactly “${value}”` : nameOf(value)}
            </span>
          </label>
        ))}
      </div>
      {chosen.length > 0 && (
        <div className="border-t p-1">
          <Button look="ghost" size="sm" className="w-full" onClick={() => onChange(undefined)}>
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}
