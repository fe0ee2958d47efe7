/** One measured figure. `ratio` compares the product with the bare Worker; `target` says what it should reach. */
export type Figure = {
  name: string;
  unit: string;
  product: number;
  bare?: number;
  sqlite?: number;
  ratio?: number;
  target?: string;
  isReached?: boolean;
};

const rounded = (value: number | undefined) =>
  value === undefined ? "" : value >= 100 ? value.toFixed(0) : value.toFixed(2);

const isText = (column: number) => column < 2 || column > 5;

/** The figures as a table for a terminal. */
export function toTable(figures: Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.unit,
    rounded(figure.product),
    rounded(figure.bare),
    rounded(figure.sqlite),
    rounded(figure.ratio),
    figure.target ?? "",
    figure.isReached === undefined ? "" : figure.isReached ? "reached" : "MISSED",
  ]);
  const lines = [["figure", "unit", "product", "bare", "sqlite", "ratio", "target", ""], ...rows];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
