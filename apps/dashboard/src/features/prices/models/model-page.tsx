import { useParams } from "@tanstack/react-router";

import { useIsAdmin } from "../../../api/use-is-admin.ts";
import { BackLink } from "../../../ui/back-link.tsx";
import { Button } from "../../../ui/button.tsx";
import { PageHeader } from "../../../ui/page-header.tsx";
import { usePageTitle } from "../../../ui/use-page-title.ts";
import { ModelRatesPanel } from "./model-rates-panel.tsx";
import { OwnRateDialog } from "../own-prices/own-rate-dialog.tsx";
import { PriceHistoryPanel } from "./price-history-panel.tsx";

/** One model: its rates in every list and how its prices went. */
export function ModelPage() {
  const { provider = "", _splat: model = "" } = useParams({ strict: false });
  usePageTitle(`Price of ${model}`);
  const isAdmin = useIsAdmin();
  return (
    <>
      <PageHeader
        title={<span title={model}>{model}</span>}
        above={<BackLink to="/prices" label="Prices" />}
        below={<p className="text-sm text-muted">{provider}</p>}
      >
        {isAdmin && (
          <OwnRateDialog
            provider={provider}
            model={model}
            trigger={
              <Button look="primary" size="sm">
                Set own rate
              </Button>
            }
          />
        )}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <ModelRatesPanel provider={provider} model={model} />
        <PriceHistoryPanel provider={provider} model={model} />
      </div>
    </>
  );
}
