const AGENT_ID = /^(?:agent|asst)_/;

/** Whether the name of a model is the id of a saved agent or assistant. */
export const isAgentId = (model: string | null): model is string => model !== null && AGENT_ID.test(model);
