import { Menu, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";

import { Button } from "../../ui/button.tsx";
import { Logo } from "../../ui/logo.tsx";
import { Sidebar } from "./sidebar.tsx";

/** The bar at the top of small screens; its button opens the navigation as a sheet. */
export function MobileBar() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center justify-between border-b bg-panel/90 px-4 backdrop-blur lg:hidden">
      <Logo />
      <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
        <Dialog.Trigger asChild>
          <Button look="ghost" size="icon" aria-label="Open navigation">
            <Menu className="size-4.5!" aria-hidden />
          </Button>
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40 lg:hidden" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 left-0 z-50 w-64 animate-slide-in border-r bg-panel shadow-pop outline-none lg:hidden"
          >
            <Dialog.Title className="sr-only">Navigation</Dialog.Title>
            <Sidebar onNavigate={() => setIsOpen(false)} />
            <Dialog.Close asChild>
              <Button look="ghost" size="icon" aria-label="Close navigation" className="absolute top-4 right-3">
                <X aria-hidden />
              </Button>
            </Dialog.Close>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </header>
  );
}
