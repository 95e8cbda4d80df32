/** A table for the terminal: columns as wide as their widest cell, the last ones (figures) to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], figures = 0): string {
  const lines = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) =>
          i >= head.length - figures ? cell.padStart(widths[i] as number) : cell.padEnd(widths[i] as number),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
