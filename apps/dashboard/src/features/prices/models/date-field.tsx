/** A small labelled day (`YYYY-MM-DD`); an emptied one is undefined. */
export function DateField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}) {
  return (
    <label className="flex items-center gap-2 text-xs text-subtle">
      {label}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        className="h-7 rounded-md border border-line-strong bg-panel px-2 text-xs text-ink shadow-soft pointer-coarse:h-9"
      />
    </label>
  );
}
