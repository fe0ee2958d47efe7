import { ChevronDown } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { Popover } from "../ui/popover.tsx";
import { CheckList } from "./check-list.tsx";

/** A filter that takes any of several values: a button that says what is chosen and opens a searchable list. */
export function MultiSelect({
  name,
  options,
  chosen,
  onChange,
  nameOf = String,
  isClosed = false,
}: {
  name: string;
  options: readonly string[];
  chosen: string[] | undefined;
  onChange: (chosen: string[] | undefined) => void;
  nameOf?: (value: string) => string;
  isClosed?: boolean;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const [first, ...rest] = chosen ?? [];
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label={`Filter by ${name.toLowerCase()}`}
      className="w-72"
      trigger={
        <Button
          className={cn("max-w-56 min-w-0 shrink", first !== undefined && "border-accent/50 bg-accent-soft")}
          title={chosen?.map(nameOf).join(", ")}
        >
          <span className={cn(first !== undefined && "text-muted")}>{name}</span>
          {first !== undefined && <span className="truncate text-ink">{nameOf(first)}</span>}
          {rest.length > 0 && <span className="text-muted">+{rest.length}</span>}
          <ChevronDown aria-hidden className="text-subtle" />
        </Button>
      }
    >
      <CheckList
        name={name}
        options={options}
        chosen={chosen ?? []}
        onChange={onChange}
        nameOf={nameOf}
        isClosed={isClosed}
      />
    </Popover>
  );
}
