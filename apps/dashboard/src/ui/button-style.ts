import { cva } from "class-variance-authority";

/** The classes of a button, also for a link that looks like one. */
export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent text-accent-ink hover:bg-accent-hover",
        outline: "border border-line-strong bg-panel text-ink shadow-soft hover:bg-hover",
        ghost: "text-muted hover:bg-hover hover:text-ink",
        danger: "bg-bad text-white hover:opacity-90 dark:text-canvas",
      },
      size: {
        md: "h-8 px-3 text-sm pointer-coarse:h-10",
        sm: "h-7 px-2 text-xs pointer-coarse:h-9",
        icon: "size-8 pointer-coarse:size-10",
      },
    },
    defaultVariants: { look: "outline", size: "md" },
  },
);
