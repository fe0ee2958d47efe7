import { cn } from "../../ui/cn.ts";

/** A row of buttons of which one is chosen. */
export function Choice<Value extends string>({
  label,
  options,
  chosen,
  onChange,
}: {
  label: string;
  options: { value: Value; name: string }[];
  chosen: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {options.map(({ value, name }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          onClick={() => onChange(value)}
          className={cn(
            "h-7 rounded-md px-2.5 text-xs font-medium text-muted hover:bg-hover hover:text-ink pointer-coarse:h-9",
            value === chosen && "bg-active text-ink",
          )}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
