/** What may follow the name of a model in its full name: a date, a version. */
const VERSION = /^[-@:._](?:latest|preview|exp|v?\d)[\w.:-]*$/;

/** Behind what stands for a provider, a region or a publisher. */
const bareName = (model: string) =>
  model
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/^(?:[a-z]{2,6}\.)?[a-z\d]+\.(?=[a-z])/, "");

/** How far the models of two reports are from being one: 0 the same, 1 one name fuller than the other, 2 unknown; null others. */
export function modelDistance(left: string, right: string): number | null {
  const [one, other] = [bareName(left), bareName(right)];
  if (one === other) return 0;
  // LibreChat saves the id of a saved agent for a model.
  if ([one, other].some((name) => name === "" || name.startsWith("agent_"))) return 2;
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return longer.startsWith(shorter) && VERSION.test(longer.slice(shorter.length)) ? 1 : null;
}
