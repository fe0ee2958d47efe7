const FIELD_RANGES: [first: number, last: number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

function partMatches(part: string, value: number, [first, last]: [number, number]): boolean {
  const [range = "", step = "1"] = part.split("/");
  const [from = "", to] = range === "*" ? [String(first), String(last)] : range.split("-");
  const end = to ?? (part.includes("/") ? String(last) : from);
  return value >= Number(from) && value <= Number(end) && (value - Number(from)) % Number(step) === 0;
}

/** Whether a five-field cron expression (numbers, `*`, lists, ranges, steps) fires in the UTC minute of an instant. */
export function cronFires(cron: string, at: Date): boolean {
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()];
  const fields = cron.trim().split(/\s+/);
  return FIELD_RANGES.every((range, index) => {
    const value = values[index] ?? 0;
    return (fields[index] ?? "*").split(",").some((part) => partMatches(part, value, range));
  });
}

const MINUTE_MS = 60_000;

/**
 * Calls `fire` for each of the cron expressions in the minutes that it names, until it is stopped; the local runtime
 * does not do so by itself. A minute that passed while the machine slept is not caught up.
 */
export function startCronClock(crons: string[], fire: (cron: string) => void): { stop(): void } {
  let timer: NodeJS.Timeout;
  const waitForNextMinute = () => {
    timer = setTimeout(
      () => {
        const now = new Date();
        for (const cron of crons.filter((each) => cronFires(each, now))) fire(cron);
        waitForNextMinute();
      },
      MINUTE_MS - (Date.now() % MINUTE_MS) + 50,
    );
  };
  waitForNextMinute();
  return { stop: () => clearTimeout(timer) };
}
