import { Check, Copy } from "lucide-react";
import { useState } from "react";

import { Button } from "./button.tsx";

const SHOWN_MS = 1600;

/** Copies a text to the clipboard and says so for a moment. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  return (
    <Button size="sm" onClick={() => void copy()} aria-live="polite">
      {isCopied ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />}
      {isCopied ? "Copied" : label}
    </Button>
  );
}
