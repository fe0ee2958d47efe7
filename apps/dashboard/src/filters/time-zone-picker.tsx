import { Check, Globe, Search } from "lucide-react";
import { useState } from "react";

import { Button } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { browserTimeZone } from "./browser-time-zone.ts";
import { useChangeSearch } from "./use-change-search.ts";

const MOST_SHOWN = 60;

/** Shows the time zone in which days begin and end, and changes it. The browser's own is not written into the URL. */
export function TimeZonePicker({ tz }: { tz: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      label="Time zone"
      align="end"
      className="w-72"
      trigger={
        <Button look="ghost" aria-label={`Time zone: ${tz}`} title="Days begin and end in this time zone">
          <Globe aria-hidden /> {tz}
        </Button>
      }
    >
      <TimeZoneList tz={tz} onClose={() => setIsOpen(false)} />
    </Popover>
  );
}

function TimeZoneList({ tz, onClose }: { tz: string; onClose: () => void }) {
  const changeSearch = useChangeSearch();
  const [text, setText] = useState("");
  const own = browserTimeZone();
  const wanted = text.trim().toLowerCase().replaceAll(" ", "_");
  const zones = [...new Set([own, "UTC", tz, ...Intl.supportedValuesOf("timeZone")])]
    .filter((zone) => zone.toLowerCase().includes(wanted))
    .slice(0, MOST_SHOWN);
  const choose = (zone: string) => {
    changeSearch({ tz: zone === own ? undefined : zone });
    onClose();
  };
  return (
    <>
      <label className="flex items-center gap-2 border-b px-3">
        <Search className="size-3.5 text-subtle" aria-hidden />
        <span className="sr-only">Search time zones</span>
        <input
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Search time zones…"
          className="h-9 w-full bg-transparent text-sm outline-none placeholder:text-subtle"
        />
      </label>
      <ul className="max-h-72 overflow-y-auto p-1">
        {zones.map((zone) => (
          <li key={zone}>
            <button
              type="button"
              aria-pressed={zone === tz}
              onClick={() => choose(zone)}
              className="flex h-8 pointer-coarse:h-10 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover"
            >
              <Check className={zone === tz ? "size-3.5" : "size-3.5 opacity-0"} aria-hidden />
              <span className="truncate">{zone.replaceAll("_", " ")}</span>
              {zone === own && <span className="ml-auto text-xs text-subtle">browser</span>}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
