import type { MatchRule } from "@voygent/cost";

import type { ListedModel } from "../../price-list.ts";

/** What a model of a list is found by. */
export type ModelNames = Pick<ListedModel, "match" | "aliases">;

function spelledBy(rule: MatchRule): string[] {
  if ("equals" in rule) return [rule.equals];
  if ("or" in rule) return rule.or.flatMap(spelledBy);
  return "and" in rule ? rule.and.flatMap(spelledBy) : [];
}

/** The names that a model spells out: its id, its aliases, and what parts of its rule equal. */
export function spelledNames({ model, match, aliases }: ModelNames & { model: string }): string[] {
  return [model, ...aliases, ...(match === null ? [] : spelledBy(match))];
}

const lowerCase = (name: string) => name.trim().toLowerCase();

function ruleWithout(rule: MatchRule, isLeft: (name: string) => boolean): MatchRule | null {
  if ("equals" in rule) return isLeft(rule.equals) ? null : rule;
  if ("or" in rule) {
    const or = rule.or.map((part) => ruleWithout(part, isLeft)).filter((part) => part !== null);
    return or.length === 0 ? null : { or };
  }
  if (!("and" in rule)) return rule;
  const and = rule.and.map((part) => ruleWithout(part, isLeft));
  return and.includes(null) ? null : { and: and.filter((part) => part !== null) };
}

/** The names of a model without these, but for its own id. */
export function withoutNames<Model extends ModelNames & { model: string }>(model: Model, left: Set<string>): Model {
  const isLeft = (name: string) => left.has(lowerCase(name)) && lowerCase(name) !== lowerCase(model.model);
  const match = model.match === null ? null : (ruleWithout(model.match, isLeft) ?? { equals: model.model });
  return { ...model, match, aliases: model.aliases.filter((alias) => !isLeft(alias)) };
}
