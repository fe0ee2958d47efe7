import type { ReactNode } from "react";

import type { PriceRunDetail, PriceSourceResult } from "../../../api/pricing-schema.ts";
import { formatCompact, formatCount } from "../../../format/counts.ts";
import { formatPrice, sourceName, unitName } from "../../../format/prices.ts";
import { skipReasonText } from "./skip-reason-text.ts";

type Source = PriceRunDetail["sources"][number];

const MOST_NAMES = 30;

const priceOf = (price: string | null, unit: string) => (price === null ? "—" : formatPrice(price, unit));

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return null;
  return (
    <div>
      <h4 className="mb-1 text-xs font-semibold text-muted">
        {title} <span className="figures font-normal text-subtle">{formatCount(count)}</span>
      </h4>
      {children}
    </div>
  );
}

/** The first names of so many; the server tells some of a long list only. */
function Names({ models, count }: { models: { provider: string; model: string }[]; count: number }) {
  const shown = models.slice(0, MOST_NAMES);
  return (
    <p className="text-xs break-words text-muted">
      {shown.map(({ provider, model }) => `${provider} ${model}`).join(" · ")}
      {count > shown.length && ` and ${formatCount(count - shown.length)} more`}
    </p>
  );
}

/** What one list changed in a run: prices before and after, models that came and went, what was skipped and why. */
export function RunChanges({ source, result }: { source: Source; result: PriceSourceResult | undefined }) {
  const { changes, added, vanished, skipped_by_reason: skipped, unknown_keys: unknownKeys } = source;
  const addedCount = result?.added ?? added.length;
  const vanishedCount = result?.vanished ?? vanished.length;
  const isEmpty = [changes, added, vanished, skipped, unknownKeys].every(({ length }) => length === 0);
  return (
    <section aria-label={sourceName(source.source)} className="flex flex-col gap-3">
      <h3 className="text-sm font-semibold">{sourceName(source.source)}</h3>
      {isEmpty && <p className="text-sm text-muted">{source.reason ?? "No price changed."}</p>}
      <Part title="Prices" count={changes.length}>
        <div className="max-h-80 overflow-auto rounded-md border bg-panel">
          <table className="w-full text-xs [&_td]:border-t [&_td]:px-2.5 [&_td]:py-1 [&_th]:px-2.5 [&_th]:py-1.5">
            <thead className="text-left text-subtle">
              <tr>
                <th className="font-medium">Model</th>
                <th className="font-medium">Unit</th>
                <th className="text-right font-medium">Before</th>
                <th className="text-right font-medium">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(
                ({ provider, model, service_tier: tier, unit, above_input_tokens: above, before, after }) => (
                  <tr key={`${provider} ${model} ${tier} ${unit} ${above}`}>
                    <td className="break-all">
                      {model} <span className="text-subtle">{provider}</span>
                    </td>
                    <td className="whitespace-nowrap text-muted">
                      {unitName(unit)}
                      {above !== null && ` >${formatCompact(above)}`}
                      {tier !== "standard" && `, ${tier}`}
                    </td>
                    <td className="figures text-right whitespace-nowrap text-muted">{priceOf(before, unit)}</td>
                    <td className="figures text-right font-medium whitespace-nowrap">{priceOf(after, unit)}</td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </div>
      </Part>
      <Part title="New models" count={addedCount}>
        <Names models={added} count={addedCount} />
      </Part>
      <Part title="Gone from the list; they keep their price" count={vanishedCount}>
        <Names models={vanished} count={vanishedCount} />
      </Part>
      <Part title="Skipped" count={skipped.reduce((sum, { count }) => sum + count, 0)}>
        <ul className="flex flex-col gap-0.5 text-xs text-muted">
          {skipped.map(({ reason, count, examples }) => (
            <li key={reason} className="break-words">
              <span className="figures">{formatCount(count)}</span> {skipReasonText(reason)}:{" "}
              <span className="text-subtle">{examples.join(", ")}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Keys that are not known here" count={unknownKeys.length}>
        <p className="text-xs break-words text-muted">{unknownKeys.map(({ key }) => key).join(" · ")}</p>
      </Part>
    </section>
  );
}
