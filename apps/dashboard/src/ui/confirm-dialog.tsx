import { AlertDialog as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

import { Button } from "./button.tsx";

/** Asks once more before something that cannot be undone. It stays open while the work is under way. */
export function ConfirmDialog({
  trigger,
  title,
  description,
  confirmLabel,
  open,
  onOpenChange,
  isPending,
  error,
  onConfirm,
  children,
}: {
  trigger: ReactElement;
  title: string;
  description: string;
  confirmLabel: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  isPending: boolean;
  error: Error | null;
  onConfirm: () => void;
  children?: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => (isPending ? undefined : onOpenChange(next))}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/40 backdrop-blur-[1px] dark:bg-black/60" />
        <Radix.Content className="fixed top-[20vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-md -translate-x-1/2 rounded-xl border border-line-strong bg-raised p-5 text-left shadow-pop outline-none">
          <Radix.Title className="text-base wrap-anywhere font-semibold">{title}</Radix.Title>
          <Radix.Description className="mt-1.5 text-sm wrap-anywhere text-muted">{description}</Radix.Description>
          {children}
          {error !== null && (
            <p role="alert" className="mt-3 text-sm text-bad">
              {error.message}
            </p>
          )}
          <div className="mt-5 flex justify-end gap-2">
            <Radix.Cancel asChild>
              <Button disabled={isPending}>Cancel</Button>
            </Radix.Cancel>
            <Button look="danger" disabled={isPending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
