import { useId } from "react";
import type { ComponentProps } from "react";

import { cn } from "./cn.ts";

/** A labelled text field; an error is announced and tied to it. */
export function Field({
  label,
  error,
  className,
  ...props
}: Omit<ComponentProps<"input">, "id"> & { label: string; error?: string | undefined }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className={cn(
          "h-9 w-full rounded-md border border-line-strong bg-panel px-3 text-base shadow-soft placeholder:text-subtle aria-invalid:border-bad",
          className,
        )}
        {...props}
      />
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
