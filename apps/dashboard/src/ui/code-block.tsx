import { CopyButton } from "./copy-button.tsx";

/** Text to be pasted elsewhere, with a button that copies it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative rounded-lg border bg-canvas">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must be able to reach it */}
      <pre tabIndex={0} aria-label={label} className="overflow-x-auto p-3.5 pr-24 font-mono text-xs leading-5">
        <code>{code}</code>
      </pre>
      <div className="absolute top-2 right-2">
        <CopyButton text={code} />
      </div>
    </div>
  );
}
