/** The instant at which a day (`YYYY-MM-DD`) begins in UTC; undefined for an empty text, which means now. */
export const startOfDay = (day: string): string | undefined => (day === "" ? undefined : `${day}T00:00:00Z`);
