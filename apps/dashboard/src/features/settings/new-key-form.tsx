import { useState } from "react";

import type { Scope } from "../../api/schema.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";

const SCOPES: { scope: Scope; what: string }[] = [
  { scope: "track", what: "Send events. For the programs that are measured." },
  { scope: "read", what: "Read usage, costs and prices. For people and reports." },
  { scope: "admin", what: "Everything, keys and settings too." },
];

/** The name and the scopes of a new key. */
export function NewKeyForm({
  isPending,
  error,
  onSubmit,
}: {
  isPending: boolean;
  error: Error | null;
  onSubmit: (key: { name: string; scopes: Scope[] }) => void;
}) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<Scope[]>(["track"]);
  const toggle = (scope: Scope) =>
    setScopes(scopes.includes(scope) ? scopes.filter((item) => item !== scope) : [...scopes, scope]);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ name: name.trim(), scopes });
      }}
    >
      <Field
        label="Name"
        placeholder="LibreChat production"
        required
        maxLength={256}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error?.message}
      />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1.5 text-sm font-medium">Scopes</legend>
        {SCOPES.map(({ scope, what }) => (
          <label
            key={scope}
            className="flex cursor-pointer items-start gap-3 rounded-md border px-3 py-2 text-sm has-checked:border-accent/50 has-checked:bg-accent-soft"
          >
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
              className="mt-1 size-3.5 accent-accent"
            />
            <span>
              <span className="font-medium">{scope}</span>
              <span className="block text-xs text-muted">{what}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Button type="submit" look="primary" disabled={isPending || name.trim() === "" || scopes.length === 0}>
        {isPending ? "Creating…" : "Create key"}
      </Button>
    </form>
  );
}
