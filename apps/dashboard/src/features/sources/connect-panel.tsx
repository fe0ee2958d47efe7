import { useState } from "react";

import { CodeBlock } from "../../ui/code-block.tsx";
import { Field } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Arrival } from "./arrival.tsx";
import { NewKey } from "./new-key.tsx";
import { snippetsOf } from "./snippets.ts";
import { sourceName } from "./source-name.ts";
import { useNewKey } from "./use-new-key.ts";

/** How to connect a program: its name, a key made right here, what to paste, and a notice once its first event is there. */
export function ConnectPanel() {
  const [name, setName] = useState("my-app");
  const [wayId, setWayId] = useState("librechat");
  const newKey = useNewKey();
  const source = sourceName(name);
  const snippets = snippetsOf({ origin: window.location.origin, source, key: newKey.key });
  const chosen = snippets.find(({ id }) => id === wayId);
  return (
    <Panel
      title="Connect a program"
      description="Prompts, answers and tool output are dropped on arrival, whatever a program sends"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-4">
          <Field
            label="Name of the program"
            value={name}
            maxLength={64}
            onChange={(event) => setName(event.target.value)}
          />
          <NewKey newKey={newKey} source={source} />
          {newKey.key !== null && <Arrival key={newKey.key.secret} source={source} />}
        </div>
        <div className="min-w-0">
          <div role="group" aria-label="Ways to connect" className="mb-3 flex flex-wrap gap-1">
            {snippets.map(({ id, name: wayName }) => (
              <button
                key={id}
                type="button"
                aria-pressed={id === wayId}
                onClick={() => setWayId(id)}
                className="h-8 rounded-md px-2.5 text-sm text-muted hover:bg-hover aria-pressed:bg-active aria-pressed:font-medium aria-pressed:text-ink pointer-coarse:h-10"
              >
                {wayName}
              </button>
            ))}
          </div>
          {chosen !== undefined && (
            <>
              <p className="mb-2 text-sm text-muted">{chosen.where}</p>
              {chosen.first !== undefined && (
                <div className="mb-2">
                  <CodeBlock label={`What to run first for ${chosen.name}`} code={chosen.first} />
                </div>
              )}
              <CodeBlock label={`What to paste for ${chosen.name}`} code={chosen.code} />
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}
