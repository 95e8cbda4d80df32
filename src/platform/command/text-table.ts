/** How the columns of a table stand: figures to the right, the others to the left. */
export interface TextColumns {
  /** So many of the last columns hold figures. */
  readonly figures?: number;
  /** Or: only so many of the first columns hold texts. Given where the number of figures follows from the data. */
  readonly texts?: number;
}

/** The one table of the terminal: two spaces between columns, each as wide as its widest cell, nothing after the last. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: TextColumns = {},
): string {
  const lines = head.length === 0 ? rows : [head, ...rows];
  const count = Math.max(0, ...lines.map((line) => line.length));
  const texts = columns.texts ?? count - (columns.figures ?? 0);
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(...lines.map((line) => (line[i] ?? "").length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i < texts ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
