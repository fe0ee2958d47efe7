import { Logo } from "../../ui/logo.tsx";
import { ThemeToggle } from "../../ui/theme-toggle.tsx";
import { CallerMenu } from "./caller-menu.tsx";
import { NavLinks } from "./nav-links.tsx";

/** Name, navigation, theme and who is signed in. */
export function Sidebar({ onNavigate }: { onNavigate?: () => void }) {
  return (
    <div className="flex h-full flex-col p-3">
      <Logo className="mb-4 h-10 px-2" />
      <NavLinks {...(onNavigate !== undefined && { onNavigate })} />
      <div className="mt-auto flex flex-col gap-3">
        <div className="px-2">
          <ThemeToggle />
        </div>
        <CallerMenu />
      </div>
    </div>
  );
}
