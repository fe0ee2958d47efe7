import type { VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

import { buttonStyle } from "./button-style.ts";
import { cn } from "./cn.ts";

/** A button; it submits nothing unless told to. */
export function Button({
  className,
  look,
  size,
  type = "button",
  ...props
}: ComponentProps<"button"> & VariantProps<typeof buttonStyle>) {
  // oxlint-disable-next-line react/button-has-type -- the default above is `button`; a form's own button says `submit`
  return <button type={type} className={cn(buttonStyle({ look, size }), className)} {...props} />;
}
