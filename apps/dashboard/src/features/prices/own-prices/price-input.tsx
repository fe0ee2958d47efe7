import { useId } from "react";

/** How a small field for a number looks in the table of an own rate. */
export const PRICE_INPUT =
  "h-8 w-full min-w-20 rounded-md border border-line-strong bg-panel px-2 text-right text-sm shadow-soft placeholder:text-subtle aria-invalid:border-bad";

/** Whether going on typing can still make a price of a text, as of `2.`. */
const isBeginning = (text: string) => /^\s*\d*\.?\d*\s*$/.test(text);

/** A price; what is wrong with it is told below as soon as typing cannot mend it, or when `isAsked`. */
export function PriceInput({
  label,
  value,
  placeholder,
  required = false,
  problem,
  isAsked,
  onChange,
}: {
  label: string;
  value: string;
  placeholder: string;
  required?: boolean;
  problem: string | undefined;
  isAsked: boolean;
  onChange: (price: string) => void;
}) {
  const id = useId();
  const told = isAsked || !isBeginning(value) ? problem : undefined;
  return (
    <>
      <input
        aria-label={label}
        aria-invalid={told !== undefined}
        aria-describedby={told === undefined ? undefined : id}
        data-wrong={problem === undefined ? undefined : ""}
        inputMode="decimal"
        placeholder={placeholder}
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`figures ${PRICE_INPUT}`}
      />
      {told !== undefined && (
        <p id={id} role="alert" className="mt-1 text-right text-xs text-bad">
          {told}
        </p>
      )}
    </>
  );
}
