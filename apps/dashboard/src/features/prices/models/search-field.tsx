import { Search, X } from "lucide-react";
import { useEffect, useState } from "react";

import { Button } from "../../../ui/button.tsx";

const PAUSE_MS = 250;

/** A search field whose text goes into the URL when typing pauses. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const [text, setText] = useState(value ?? "");
  const [sent, setSent] = useState(value);
  // Going back in the history changes the value from outside.
  if (sent !== value) {
    setSent(value);
    if ((value ?? "") !== text.trim()) setText(value ?? "");
  }
  useEffect(() => {
    const wanted = text.trim() === "" ? undefined : text.trim();
    if (wanted === value) return undefined;
    const timer = setTimeout(() => onChange(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <label className="flex h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-panel px-2.5 shadow-soft focus-within:outline-2 focus-within:outline-accent pointer-coarse:h-10 sm:w-72">
      <Search className="size-3.5 shrink-0 text-subtle" aria-hidden />
      <span className="sr-only">{label}</span>
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={label}
        maxLength={200}
        className="h-full w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-subtle"
      />
      {text !== "" && (
        <Button look="ghost" size="icon" className="-mr-1.5 size-6" aria-label="Clear" onClick={() => setText("")}>
          <X aria-hidden />
        </Button>
      )}
    </label>
  );
}
