import { Plus, X } from "lucide-react";

import { unitName, unitQuantity } from "../../../format/prices.ts";
import { Button } from "../../../ui/button.tsx";
import { cn } from "../../../ui/cn.ts";
import type { DraftProblems } from "./draft-problems.ts";
import { OWN_UNITS } from "./own-rate-draft.ts";
import type { OwnRateDraft } from "./own-rate-draft.ts";
import { PRICE_INPUT, PriceInput } from "./price-input.tsx";

/** The prices of an own rate: a row per unit, a column per context tier. What is wrong with one is told below it. */
export function OwnRatePrices({
  draft: { rows, tiers },
  problems,
  isAsked,
  onChange,
}: {
  draft: OwnRateDraft;
  problems: DraftProblems;
  isAsked: boolean;
  onChange: (change: Partial<OwnRateDraft>) => void;
}) {
  const free = OWN_UNITS.filter((unit) => rows.every((row) => row.unit !== unit));
  const setRow = (unit: string, change: Partial<OwnRateDraft["rows"][number]>) =>
    onChange({ rows: rows.map((row) => (row.unit === unit ? { ...row, ...change } : row)) });
  const setTier = (at: number, change: Partial<OwnRateDraft["tiers"][number]>) =>
    onChange({ tiers: tiers.map((tier, index) => (index === at ? { ...tier, ...change } : tier)) });
  const removeTier = (at: number) =>
    onChange({
      tiers: tiers.filter((_, index) => index !== at),
      rows: rows.map((row) => ({ ...row, tierPrices: row.tierPrices.filter((_, index) => index !== at) })),
    });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">Prices in US dollars</legend>
      <div className="overflow-x-auto">
        <table className="w-full text-sm [&_td]:py-1 [&_td]:pr-2 [&_td]:align-top [&_th]:pr-2">
          <thead>
            <tr className="text-left align-bottom text-xs text-subtle">
              <th scope="col" className="font-medium">
                Unit
              </th>
              <th scope="col" className="w-28 text-right font-medium">
                {tiers.length === 0 ? "Price" : "Base"}
              </th>
              {tiers.map(({ aboveInputTokens, isInclusive }, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- tiers have no name but their place
                <th key={index} scope="col" className="w-36 pb-1 font-medium">
                  <span className="flex items-center gap-1">
                    <select
                      aria-label="Boundary"
                      value={isInclusive ? "from" : "above"}
                      onChange={(event) => setTier(index, { isInclusive: event.target.value === "from" })}
                      className="h-7 rounded-md border border-line-strong bg-panel px-1 text-xs text-ink"
                    >
                      <option>above</option>
                      <option>from</option>
                    </select>
                    <input
                      aria-label="Input tokens"
                      inputMode="numeric"
                      required
                      pattern="[1-9][0-9]*"
                      title="A whole number of input tokens"
                      placeholder="200000"
                      value={aboveInputTokens}
                      onChange={(event) => setTier(index, { aboveInputTokens: event.target.value })}
                      className={cn(PRICE_INPUT, "h-7 text-xs text-ink")}
                    />
                    <Button
                      look="ghost"
                      size="icon"
                      className="size-6"
                      aria-label="Remove this context tier"
                      onClick={() => removeTier(index)}
                    >
                      <X aria-hidden />
                    </Button>
                  </span>
                </th>
              ))}
              <td className="w-6" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ unit, base, tierPrices }) => (
              <tr key={unit}>
                <th scope="row" className="py-2.5 text-left align-top font-normal whitespace-nowrap">
                  {unitName(unit)} <span className="text-xs text-subtle">{unitQuantity(unit)}</span>
                </th>
                <td>
                  <PriceInput
                    label={unitName(unit)}
                    placeholder="0.00"
                    required={tierPrices.some((price) => price.trim() !== "")}
                    value={base}
                    problem={problems[unit]?.base}
                    isAsked={isAsked}
                    onChange={(price) => setRow(unit, { base: price })}
                  />
                </td>
                {tiers.map((tier, index) => (
                  // oxlint-disable-next-line react/no-array-index-key -- tiers have no name but their place
                  <td key={index}>
                    <PriceInput
                      label={`${unitName(unit)} ${tier.isInclusive ? "from" : "above"} ${tier.aboveInputTokens} input tokens`}
                      placeholder="as base"
                      value={tierPrices[index] ?? ""}
                      problem={problems[unit]?.tierPrices[index]}
                      isAsked={isAsked}
                      onChange={(price) =>
                        setRow(unit, {
                          tierPrices: tiers.map((_, at) => (at === index ? price : (tierPrices[at] ?? ""))),
                        })
                      }
                    />
                  </td>
                ))}
                <td>
                  <Button
                    look="ghost"
                    size="icon"
                    className="size-6"
                    aria-label={`Remove the price of ${unitName(unit)}`}
                    onClick={() => onChange({ rows: rows.filter((row) => row.unit !== unit) })}
                  >
                    <X aria-hidden />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="mt-2 flex flex-wrap gap-2">
        <select
          aria-label="Add a price"
          value=""
          onChange={(event) => {
            const unit = free.find((name) => name === event.target.value);
            if (unit !== undefined) onChange({ rows: [...rows, { unit, base: "", tierPrices: [] }] });
          }}
          className="h-7 rounded-md border border-line-strong bg-panel px-2 text-xs font-medium shadow-soft pointer-coarse:h-9"
        >
          <option value="">Add a price…</option>
          {free.map((unit) => (
            <option key={unit} value={unit}>
              {unitName(unit)}
            </option>
          ))}
        </select>
        <Button
          size="sm"
          disabled={tiers.length >= 8}
          onClick={() => onChange({ tiers: [...tiers, { aboveInputTokens: "", isInclusive: false }] })}
        >
          <Plus aria-hidden /> Context tier
        </Button>
      </div>
    </fieldset>
  );
}
