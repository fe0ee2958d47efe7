import { AliasesPanel } from "./aliases-panel.tsx";
import { DiscountsPanel } from "./discounts-panel.tsx";
import { OwnRatesPanel } from "./own-rates-panel.tsx";
import { ResourceRatesPanel } from "./resource-rates-panel.tsx";
import { ServicesPanel } from "./services-panel.tsx";

/** Everything that is priced by hand: own rates, aliases, discounts, services and resources. */
export function OwnPrices() {
  return (
    <div className="flex flex-col gap-4">
      <OwnRatesPanel />
      <AliasesPanel />
      <div className="grid gap-4 lg:grid-cols-2">
        <DiscountsPanel />
        <ServicesPanel />
      </div>
      <ResourceRatesPanel />
    </div>
  );
}
