import type { Source } from "../../api/schema.ts";

type Seen = Pick<Source, "source" | "interaction_count">;

/**
 * The source that has arrived since `before`: the one with the wanted name if it sent something, else one that was not
 * there. Others send all the time, so that they prove nothing. Null while nobody has.
 */
export function findArrival<Item extends Seen>(before: Seen[], now: Item[], wanted: string): Item | null {
  const countBefore = new Map(before.map(({ source, interaction_count }) => [source, interaction_count]));
  const grew = ({ source, interaction_count }: Item) => interaction_count > (countBefore.get(source) ?? 0);
  return (
    now.find((item) => item.source === wanted && grew(item)) ??
    now.find((item) => !countBefore.has(item.source) && grew(item)) ??
    null
  );
}
