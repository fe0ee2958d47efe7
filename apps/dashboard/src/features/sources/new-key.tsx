import { KeyRound } from "lucide-react";

import { useIsAdmin } from "../../api/use-is-admin.ts";
import { Button } from "../../ui/button.tsx";
import { FormError } from "../../ui/form-error.tsx";
import { SecretBox } from "../../ui/secret-box.tsx";
import type { useNewKey } from "./use-new-key.ts";

/** Makes a key that may write events and shows it once, or says who can. */
export function NewKey({ newKey, source }: { newKey: ReturnType<typeof useNewKey>; source: string }) {
  const isAdmin = useIsAdmin();
  const { key, error, isPending, create } = newKey;
  if (key !== null) {
    return (
      <div className="flex flex-col gap-1.5">
        <SecretBox label="Track key" secret={key.secret} />
        <p className="text-xs text-subtle">It stands in the snippets, too, until you leave this page.</p>
      </div>
    );
  }
  if (!isAdmin) {
    return (
      <p className="text-sm text-muted">
        Ask an administrator for a key with the scope <code className="font-mono text-xs">track</code>, and put it where
        the snippets say so.
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button look="primary" disabled={isPending} onClick={() => create(source)}>
        <KeyRound aria-hidden /> {isPending ? "Creating…" : "Create a key for it"}
      </Button>
      <FormError error={error} />
    </div>
  );
}
