/** A rule of a price list that accepts or refuses a model or provider name. Letters match in either case, but for `regex`. */
export type MatchRule =
  | { equals: string }
  | { starts_with: string }
  | { ends_with: string }
  | { contains: string }
  | { regex: string }
  | { or: MatchRule[] }
  | { and: MatchRule[] };

/** Says whether a rule accepts a trimmed, lower-case name. */
export type Matcher = (name: string) => boolean;
