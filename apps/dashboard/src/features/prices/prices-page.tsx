import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";

import { quarantineOptions } from "../../api/quarantine-options.ts";
import { unpricedModelsOptions } from "../../api/unpriced-models-options.ts";
import { PageHeader } from "../../ui/page-header.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";
import { OwnPrices } from "./own-prices/own-prices.tsx";
import { PriceModelsPanel } from "./models/price-models-panel.tsx";
import { PriceTabs } from "./price-tabs.tsx";
import type { PriceTab } from "./prices-search.ts";
import { QuarantinePanel } from "./quarantine/quarantine-panel.tsx";
import { Repricing } from "./reprice/repricing.tsx";
import { SourcesTab } from "./sources/sources-tab.tsx";
import { UnpricedPanel } from "./unpriced/unpriced-panel.tsx";
import { usePricesSearch } from "./use-prices-search.ts";

const CONTENTS: Record<PriceTab, ComponentType> = {
  models: PriceModelsPanel,
  sources: SourcesTab,
  quarantine: QuarantinePanel,
  own: OwnPrices,
  unpriced: UnpricedPanel,
  reprice: Repricing,
};

/** What is charged for: prices of all lists, own prices, what waits for a decision, and computing costs anew. */
export function PricesPage() {
  usePageTitle("Prices");
  const [{ tab = "models" }] = usePricesSearch();
  const { data: quarantine } = useQuery(quarantineOptions({ status: "pending", limit: 1 }));
  const { data: unpriced } = useQuery(unpricedModelsOptions(1));
  const Content = CONTENTS[tab];
  return (
    <>
      <PageHeader
        title="Prices"
        below={<p className="text-sm text-muted">US dollars per million tokens, unless said otherwise</p>}
      />
      <PriceTabs
        current={tab}
        tabs={[
          { id: "models", name: "Models" },
          { id: "sources", name: "Sources" },
          { id: "quarantine", name: "Quarantine", count: quarantine?.total },
          { id: "own", name: "Own prices" },
          { id: "unpriced", name: "Unpriced", count: unpriced?.total },
          { id: "reprice", name: "Re-pricing" },
        ]}
      />
      <Content />
    </>
  );
}
