import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

/** A modal dialog with a title; `trigger` opens it unless `open` is controlled from outside. */
export function Dialog({
  trigger,
  title,
  description,
  children,
  open,
  onOpenChange,
  isWide = false,
}: {
  trigger?: ReactElement;
  title: string;
  description: string;
  children: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  isWide?: boolean;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger !== undefined && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/40 backdrop-blur-[1px] dark:bg-black/60" />
        <Radix.Content
          className={cn(
            "fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-32px)] max-w-md -translate-x-1/2 flex-col overflow-y-auto rounded-xl border border-line-strong bg-raised p-5 shadow-pop outline-none",
            isWide && "top-[8vh] max-h-[86vh] max-w-2xl",
          )}
        >
          <Radix.Title className="pr-8 text-base wrap-anywhere font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-1 mb-4 text-sm wrap-anywhere text-muted">{description}</Radix.Description>
          {children}
          <Radix.Close asChild>
            <Button look="ghost" size="icon" aria-label="Close" className="absolute top-3.5 right-3.5 size-7">
              <X aria-hidden />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
