import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

import * as z from "zod";

const RequestLine = z.object({
  worker: z.string(),
  request_id: z.string(),
  ms: z.number(),
  rows_read: z.number().optional(),
  rows_written: z.number().optional(),
});
export type RequestLine = z.infer<typeof RequestLine>;

function parseLine(line: string): RequestLine[] {
  const start = line.indexOf('{"level"');
  if (start === -1) return [];
  try {
    const parsed = RequestLine.safeParse(JSON.parse(line.slice(start)));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}

/** The lines that a Worker logged for the requests whose ids start with `prefix`. */
export async function readLog(logFile: string, worker: string, prefix: string): Promise<RequestLine[]> {
  await sleep(300);
  const lines = (await readFile(logFile, "utf8")).split("\n").filter((line) => line.includes(prefix));
  return lines.flatMap(parseLine).filter((line) => line.worker === worker && line.request_id.startsWith(prefix));
}
