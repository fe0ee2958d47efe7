/** Offsets that are no whole hours: Marquesas, Newfoundland, Tehran, Kabul, India, Nepal, Myanmar, Eucla, Adelaide, Chatham. */
const BROKEN_HOURS = [-9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75];

const WHOLE_HOURS = Array.from({ length: 27 }, (_, index) => index - 12);

/**
 * The offsets from UTC, in quarter hours, that the clocks of some time zone have in these years, in summer or winter
 * (IANA time zone database 2026; `utc-offsets.test.ts` asks Intl). Days and weeks are summed for each of them.
 */
export const UTC_OFFSETS: ReadonlySet<number> = new Set([...WHOLE_HOURS, ...BROKEN_HOURS].map((hours) => hours * 4));

/** The furthest of them, west and east. */
export const [FURTHEST_WEST, FURTHEST_EAST] = [Math.min(...UTC_OFFSETS), Math.max(...UTC_OFFSETS)] as const;
