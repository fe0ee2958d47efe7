import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";

import { cn } from "./cn.ts";
import { chooseTheme, storedTheme, subscribeToTheme, THEMES } from "./theme.ts";
import type { Theme } from "./theme.ts";

const LOOKS: Record<Theme, { name: string; icon: typeof Sun }> = {
  system: { name: "System", icon: Monitor },
  light: { name: "Light", icon: Sun },
  dark: { name: "Dark", icon: Moon },
};

/** Chooses between the machine's theme, light and dark. */
export function ThemeToggle({ withNames = false }: { withNames?: boolean }) {
  const chosen = useSyncExternalStore(subscribeToTheme, storedTheme);
  return (
    <div role="group" aria-label="Theme" className="inline-flex rounded-lg border bg-canvas p-0.5">
      {THEMES.map((theme) => {
        const { name, icon: Icon } = LOOKS[theme];
        return (
          <button
            key={theme}
            type="button"
            title={`${name} theme`}
            aria-label={`${name} theme`}
            aria-pressed={theme === chosen}
            onClick={() => chooseTheme(theme)}
            className={cn(
              "flex h-6 items-center gap-1.5 rounded-md px-1.5 text-xs text-subtle hover:text-ink",
              "aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-soft dark:aria-pressed:bg-active",
              withNames && "h-7 px-2.5",
            )}
          >
            <Icon className="size-3.5" aria-hidden />
            {withNames && name}
          </button>
        );
      })}
    </div>
  );
}
