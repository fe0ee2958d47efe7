import { createRandom, seedOf } from "./create-random.ts";
import { addDays, localDayStartMs, workloadOf } from "./demo-calendar.ts";
import { createDemoSession, type DemoInteraction } from "./demo-session.ts";
import { DEMO_USERS, type DemoUser } from "./demo-users.ts";

const DAYS = 365;
const SESSIONS = 36_500;
const DAY_MS = 24 * 60 * 60 * 1000;

/** No time zone's day begins more than 14 hours before the UTC day of the same date. */
const EARLIEST_DAY_START_MS = -14 * 60 * 60 * 1000;

/** How busy a person is on a day: more with every month, nothing before they join. */
function activityOf(user: DemoUser, day: string, partOfYear: number): number {
  if (partOfYear < user.joinsAt) return 0;
  return user.weight * workloadOf(day) * (0.6 + 0.8 * partOfYear);
}

/** The sessions per unit of activity that make the promised number of them in the whole year. */
function sessionsPerActivity(firstDay: string): number {
  let activity = 0;
  for (let index = 0; index < DAYS; index += 1) {
    const day = addDays(firstDay, index);
    for (const user of DEMO_USERS) activity += activityOf(user, day, index / DAYS);
  }
  return SESSIONS / activity;
}

/** The sessions of all people on one calendar day, each in their own time zone. */
function sessionsOfDay(day: string, partOfYear: number, perActivity: number, seed: number): DemoInteraction[][] {
  const date = day.replaceAll("-", "");
  return DEMO_USERS.flatMap((user, userIndex) => {
    const daySeed = seedOf(seed, Number(date), userIndex);
    const expected = activityOf(user, day, partOfYear) * perActivity;
    const count = Math.floor(expected + createRandom(daySeed)());
    const dayStartMs = localDayStartMs(day, user.timeZone);
    return Array.from({ length: count }, (_, index) => {
      const key = `${date}${String(userIndex).padStart(2, "0")}${String(index).padStart(2, "0")}`;
      return createDemoSession(user, key, dayStartMs, seedOf(daySeed, index));
    });
  });
}

const byTime = (left: DemoInteraction, right: DemoInteraction) =>
  left.timestamp < right.timestamp ? -1 : left.timestamp > right.timestamp ? 1 : left.id < right.id ? -1 : 1;

/**
 * A believable year of 50 people: about 36,500 sessions of 10 to 20 interactions, oldest first, made lazily.
 * Every session begins within the 365 days before `nowMs` and ends before it. What a session holds depends on its seed,
 * date and user only, so a second run at another time gives the same content to the same ids.
 */
export function* generateDemo({ nowMs, seed = 1 }: { nowMs: number; seed?: number }): Generator<DemoInteraction> {
  const fromMs = nowMs - DAYS * DAY_MS;
  const firstDay = new Date(fromMs).toISOString().slice(0, 10);
  const perActivity = sessionsPerActivity(firstDay);
  const lies = (session: DemoInteraction[]) =>
    Date.parse(session[0]?.timestamp ?? "") >= fromMs && Date.parse(session.at(-1)?.timestamp ?? "") < nowMs;
  let waiting: DemoInteraction[] = [];
  for (let index = 0; index <= DAYS + 1; index += 1) {
    const day = addDays(firstDay, index);
    waiting.push(
      ...sessionsOfDay(day, Math.min(1, index / DAYS), perActivity, seed)
        .filter(lies)
        .flat(),
    );
    waiting.sort(byTime);
    const next = new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) + EARLIEST_DAY_START_MS).toISOString();
    const firstLater = waiting.findIndex(({ timestamp }) => timestamp >= next);
    const ready = firstLater === -1 ? waiting : waiting.slice(0, firstLater);
    yield* ready;
    waiting = waiting.slice(ready.length);
  }
  yield* waiting;
}
