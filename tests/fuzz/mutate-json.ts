import { type Random, wholeBetween } from "../../scripts/demo/create-random.ts";
import { isHolder, type Json } from "./json-value.ts";
import { NAMES, oddValue, pick } from "./odd-values.ts";

/** Where a value stands: in what, and under which name or index. */
type Place = { holder: Json[] | { [name: string]: Json }; name: string };

function placesIn(value: Json, found: Place[] = []): Place[] {
  if (!isHolder(value)) return found;
  for (const [name, inner] of Object.entries(value)) {
    found.push({ holder: value, name });
    placesIn(inner, found);
  }
  return found;
}

const valueAt = ({ holder, name }: Place): Json => Reflect.get(holder, name);

function setAt({ holder, name }: Place, value: Json): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function remove({ holder, name }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}

function repeat(place: Place, newName: string): void {
  const copy = structuredClone(valueAt(place));
  if (Array.isArray(place.holder)) place.holder.splice(Number(place.name), 0, copy);
  else setAt({ holder: place.holder, name: newName }, copy);
}

/** A number as text, a text as number, one as a list, a list as one. */
function otherForm(value: Json): Json {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return Number.isFinite(Number(value)) ? Number(value) : [value];
  if (Array.isArray(value)) return value[0] ?? null;
  return [value];
}

function mutateAt(random: Random, places: Place[], place: Place): void {
  const other = places[wholeBetween(random, 0, places.length - 1)] ?? place;
  switch (wholeBetween(random, 0, 9)) {
    case 0:
    case 1:
      return remove(place);
    case 2:
      return repeat(place, pick(random, NAMES));
    case 3:
      return setAt(place, otherForm(valueAt(place)));
    case 4: {
      const value = structuredClone(valueAt(place));
      setAt(place, structuredClone(valueAt(other)));
      return isHolder(value) ? undefined : setAt(other, value);
    }
    case 5: {
      const value = valueAt(place);
      return setAt(place, typeof value === "string" ? value + pick(random, ["\u0000", "😀", "\ud800", " "]) : [value]);
    }
    default:
      return setAt(place, oddValue(random));
  }
}

/** The value with one thing changed somewhere in it: a type, a name, a number, what is there and how often. */
export function mutateJson(random: Random, value: Json): Json {
  const changed = structuredClone(value);
  const places = placesIn(changed);
  const place = places[wholeBetween(random, 0, places.length - 1)];
  if (place === undefined || random() < 0.02) return oddValue(random);
  mutateAt(random, places, place);
  return changed;
}
