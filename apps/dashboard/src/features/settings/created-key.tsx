import type { CreatedApiKey } from "../../api/schema.ts";
import { Button } from "../../ui/button.tsx";
import { SecretBox } from "../../ui/secret-box.tsx";

/** The secrets of a new key: as a bearer key, and as the pair that Langfuse clients ask for. */
export function CreatedKey({ created, onDone }: { created: CreatedApiKey; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <SecretBox label="Key" secret={created.key} />
      <details className="text-sm">
        <summary className="w-fit rounded text-muted hover:text-ink">For Langfuse clients</summary>
        <div className="mt-3 flex flex-col gap-3">
          <SecretBox label="Public key" secret={created.langfuse.public_key} />
          <SecretBox label="Secret key" secret={created.langfuse.secret_key} />
        </div>
      </details>
      <Button look="primary" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  );
}
