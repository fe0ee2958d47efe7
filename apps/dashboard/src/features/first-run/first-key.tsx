import { KeyRound } from "lucide-react";

import { Button } from "../../ui/button.tsx";
import { SecretBox } from "../../ui/secret-box.tsx";
import type { FirstKeyState } from "./use-first-key.ts";

/** Makes the first key, or says who can. */
export function FirstKey({ firstKey }: { firstKey: FirstKeyState }) {
  const { mayCreate, secret, error, isPending, create } = firstKey;
  if (secret !== null) return <SecretBox label="Track key" secret={secret} />;
  if (!mayCreate) {
    return (
      <p className="text-sm text-muted">
        Ask an administrator for a key with the scope <code className="font-mono text-xs">track</code>.
      </p>
    );
  }
  return (
    <>
      <Button look="primary" disabled={isPending} onClick={create}>
        <KeyRound aria-hidden /> {isPending ? "Creating…" : "Create a track key"}
      </Button>
      {error !== null && (
        <p role="alert" className="mt-2 text-sm text-bad">
          {error.message}
        </p>
      )}
    </>
  );
}
