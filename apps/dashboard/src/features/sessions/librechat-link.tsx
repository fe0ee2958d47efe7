import { ExternalLink } from "lucide-react";

import { buttonStyle } from "../../ui/button-style.ts";

/** Opens a conversation in LibreChat, in a tab of its own that learns nothing of this page. */
export function LibreChatLink({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url} className={buttonStyle()}>
      <ExternalLink aria-hidden /> Open in LibreChat
    </a>
  );
}
