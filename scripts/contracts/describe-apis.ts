import { openApiDocument } from "@voygent/http";
import { stringify } from "yaml";

import * as analyticsApi from "../../workers/analytics-api/src/app.ts";
import * as archiver from "../../workers/archiver/src/app.ts";
import * as pricingSync from "../../workers/pricing-sync/src/app.ts";
import * as tracker from "../../workers/tracker/src/app.ts";

const byName = (left: [string, unknown], right: [string, unknown]) => (left[0] < right[0] ? -1 : 1);

const sorted = (entries: object | undefined) => Object.fromEntries(Object.entries(entries ?? {}).toSorted(byName));

/** Orders what is looked up by name, so that moving a declaration in the code changes nothing in the file. */
function sortNames(document: ReturnType<typeof openApiDocument>) {
  const { components, paths, ...rest } = document;
  const { schemas, securitySchemes } = components ?? {};
  return {
    ...rest,
    paths: sorted(paths),
    components: { securitySchemes: sorted(securitySchemes), schemas: sorted(schemas) },
  };
}

const toYaml = (document: ReturnType<typeof openApiDocument>) =>
  stringify(sortNames(document), { aliasDuplicateObjects: false, lineWidth: 120 });

/** The OpenAPI files as the code has them: their texts by their names. Checked with the Workers, as one of them. */
export const contracts: Record<string, string> = {
  "tracking-api.yaml": toYaml(openApiDocument(tracker.app, tracker.apiInfo)),
  "analytics-api.yaml": toYaml(openApiDocument(analyticsApi.app, analyticsApi.apiInfo)),
  "pricing-sync-api.yaml": toYaml(openApiDocument(pricingSync.app, pricingSync.apiInfo)),
  "archive-api.yaml": toYaml(openApiDocument(archiver.app, archiver.apiInfo)),
};
