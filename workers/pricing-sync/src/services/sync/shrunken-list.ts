const PREFIX = "the list shrank from ";

/** Why a list is refused that lost too many of its models. */
export const shrunkenReason = (before: number, now: number): string => `${PREFIX}${before} to ${now} models`;

/** Whether a list was refused for that. */
export const isShrunkenReason = (reason: string | null): boolean => reason?.startsWith(PREFIX) === true;
