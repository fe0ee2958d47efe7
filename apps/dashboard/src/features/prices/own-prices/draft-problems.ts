import type { OwnRateDraft } from "./own-rate-draft.ts";
import { priceProblem } from "./price-problem.ts";

/** What is wrong with the prices of a draft, by unit: with the base price and with the one of each context tier. */
export type DraftProblems = Record<string, { base: string | undefined; tierPrices: (string | undefined)[] }>;

const isZero = (price: string) => price.trim() === "" || Number(price) === 0;

/** Whether prices are told and all of them are 0, which only `free` says of a model. */
const isAllZero = (rows: OwnRateDraft["rows"]) =>
  rows.some(({ base }) => base.trim() !== "") &&
  rows.every(({ base, tierPrices }) => isZero(base) && tierPrices.every(isZero));

/** What is wrong with the prices of a draft; nothing at all is when the model is free. */
export function draftProblems({ isFree, rows }: OwnRateDraft): DraftProblems {
  if (isFree) return {};
  const needsFree = isAllZero(rows) ? "Tick “Free” if it costs nothing" : undefined;
  return Object.fromEntries(
    rows.map(({ unit, base, tierPrices }) => [
      unit,
      {
        base: priceProblem(base, unit) ?? (base.trim() === "" ? undefined : needsFree),
        tierPrices: tierPrices.map((price) => priceProblem(price, unit)),
      },
    ]),
  );
}

/** Whether there is anything wrong at all. */
export const hasProblem = (problems: DraftProblems): boolean =>
  Object.values(problems).some(({ base, tierPrices }) => [base, ...tierPrices].some((text) => text !== undefined));
