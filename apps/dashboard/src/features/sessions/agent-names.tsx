/** Agents by name, each with its id below; an agent without a name by its id alone. */
export function AgentNames({ agents }: { agents: { id: string | null; name: string | null }[] }) {
  return agents.map(({ id, name }) => (
    <span key={`${id} ${name}`} className="block wrap-anywhere">
      {name}
      {id !== null && <span className="block font-mono text-xs text-subtle">{id}</span>}
    </span>
  ));
}
