import { CopyButton } from "./copy-button.tsx";

/** Text to be pasted elsewhere, with a button that copies it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative rounded-lg border bg-canvas">
      <pre
        aria-label={label}
        className="p-3.5 pt-12 font-mono sm:pt-3.5 sm:pr-24 text-xs leading-5 wrap-anywhere whitespace-pre-wrap"
      >
        <code>{code}</code>
      </pre>
      <div className="absolute top-2 right-2">
        <CopyButton text={code} />
      </div>
    </div>
  );
}
