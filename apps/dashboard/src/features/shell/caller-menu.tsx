import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut } from "lucide-react";

import { callerOptions } from "../../api/caller-options.ts";
import { signOut } from "../../api/sign-out.ts";
import { Button } from "../../ui/button.tsx";
import { Truncated } from "../../ui/truncated.tsx";

/** Who is signed in, and the way out. */
export function CallerMenu() {
  const { data: caller } = useQuery(callerOptions());
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  return (
    <div className="flex items-center gap-2 border-t px-2 pt-3">
      <div className="min-w-0 flex-1">
        <Truncated text={caller?.name ?? ""} className="text-sm font-medium" />
        <Truncated text={caller?.scopes.join(", ") ?? ""} className="text-xs text-subtle" />
      </div>
      <Button look="ghost" size="icon" aria-label="Sign out" title="Sign out" onClick={() => void leave()}>
        <LogOut aria-hidden />
      </Button>
    </div>
  );
}
