import { CopyButton } from "./copy-button.tsx";

/** A secret that is shown once, with a button that copies it. */
export function SecretBox({ label, secret }: { label: string; secret: string }) {
  return (
    <div>
      <p className="mb-1.5 text-xs text-subtle">{label}, shown only now</p>
      <div className="flex items-center gap-2 rounded-lg border border-line-strong bg-canvas py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 overflow-x-auto font-mono text-xs whitespace-nowrap select-all">{secret}</code>
        <CopyButton text={secret} />
      </div>
    </div>
  );
}
