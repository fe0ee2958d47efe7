/** Whether a setting has ended; one without an end never has. */
export const isOver = ({ effective_to: to }: { effective_to?: string | null }): boolean =>
  to !== undefined && to !== null && Date.parse(to) <= Date.now();
