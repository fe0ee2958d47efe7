import { RepriceFormPanel } from "./reprice-form-panel.tsx";
import { RepriceRunPanel } from "./reprice-run-panel.tsx";
import { RepriceRunsPanel } from "./reprice-runs-panel.tsx";
import { usePricesSearch } from "../use-prices-search.ts";

/** Computing stored costs anew: first a rehearsal that changes nothing, then the same for good. */
export function Repricing() {
  const [{ run }] = usePricesSearch();
  return (
    <div className="flex flex-col gap-4">
      <RepriceFormPanel />
      {run !== undefined && <RepriceRunPanel key={run} id={run} />}
      <RepriceRunsPanel />
    </div>
  );
}
