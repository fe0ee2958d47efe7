import { readdirSync, readFileSync } from "node:fs";

/** Linux counts the CPU time of a process in hundredths of a second. */
const MS_PER_TICK = 10;

type Process = { parentId: number; name: string; cpuMs: number };

/** What `/proc/ID/stat` says; the name stands in brackets and may hold any character. */
function readProcess(id: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    const [, parentId, ...rest] = stat.slice(end + 2).split(" ");
    const ticks = Number(rest[9]) + Number(rest[10]);
    return { parentId: Number(parentId), name: stat.slice(stat.indexOf("(") + 1, end), cpuMs: ticks * MS_PER_TICK };
  } catch {
    return null;
  }
}

/** The CPU time so far, in ms, of the Workers' runtime below a process; null where `/proc` does not tell. */
export function workerdCpuMs(rootId: number): number | null {
  if (readProcess(process.pid) === null) return null;
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const processes = new Map(ids.map((id) => [Number(id), readProcess(Number(id))]));
  const isBelow = (id: number): boolean => {
    for (let next = id; next > 1; next = processes.get(next)?.parentId ?? 0) if (next === rootId) return true;
    return false;
  };
  let cpuMs = 0;
  for (const [id, found] of processes) if (found?.name.startsWith("workerd") && isBelow(id)) cpuMs += found.cpuMs;
  return cpuMs;
}
