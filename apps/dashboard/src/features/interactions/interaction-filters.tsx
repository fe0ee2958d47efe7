import { useQuery } from "@tanstack/react-query";

import { filterValuesOptions } from "../../api/filter-values-options.ts";
import { MultiSelect } from "../../filters/multi-select.tsx";
import { labelOf, NO_VALUE } from "../../format/labels.ts";
import { CAUSE_TEXTS } from "../reconciliation/cause-texts.ts";
import { CAUSES, STATUSES } from "./interactions-search.ts";
import { useInteractionFilters } from "./use-interaction-filters.ts";

const OUTCOMES = { ok: "ok", error: "error", cancelled: "stopped" };

const outcomeName = (text: string) => {
  const known = STATUSES.find((status) => status === text);
  return known === undefined ? text : OUTCOMES[known];
};

const causeName = (text: string) => {
  const known = CAUSES.find((cause) => cause === text);
  return known === undefined ? text : CAUSE_TEXTS[known].name;
};

/** The filters that only interactions have: agents, endpoints and tools where there are any, the outcome, and the cause that led here. */
export function InteractionFilters() {
  const { data: values } = useQuery(filterValuesOptions());
  const { search, change } = useInteractionFilters();
  const agentNames = new Map(values?.agents.map(({ id, name }) => [id, name ?? id]));
  const labels = [
    { dimension: "agent", name: "Agent", known: values?.agents.map(({ id }) => id) ?? [] },
    { dimension: "endpoint", name: "Endpoint", known: values?.endpoints ?? [] },
    { dimension: "tool", name: "Tool", known: values?.tools ?? [] },
  ] as const;
  return (
    <>
      {labels
        .filter(({ dimension, known }) => known.length > 0 || search[dimension] !== undefined)
        .map(({ dimension, name, known }) => (
          <MultiSelect
            key={dimension}
            name={name}
            options={[...known, NO_VALUE]}
            chosen={search[dimension]}
            onChange={(chosen) => change({ [dimension]: chosen })}
            nameOf={(key) => labelOf(dimension, { key, name: agentNames.get(key) }).name}
          />
        ))}
      <MultiSelect
        name="Status"
        options={STATUSES}
        isClosed
        chosen={search.status}
        onChange={(chosen) => change({ status: STATUSES.filter((status) => chosen?.includes(status)) })}
        nameOf={outcomeName}
      />
      {search.cause !== undefined && (
        <MultiSelect
          name="Difference"
          options={CAUSES}
          isClosed
          chosen={search.cause}
          onChange={(chosen) => change({ cause: CAUSES.filter((cause) => chosen?.includes(cause)) })}
          nameOf={causeName}
        />
      )}
    </>
  );
}
