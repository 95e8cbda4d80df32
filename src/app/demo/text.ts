/** A file of the pack: its path inside it and its text, perhaps made piece by piece because it is long. */
export interface PackFile {
  readonly path: string;
  readonly text: string | (() => Iterable<string | Uint8Array>);
}

export type Cell = string | number;

/** Semicolon-separated, quoted only where it must be; lines end with a single newline on every machine. */
export function csv(header: string, rows: readonly (readonly Cell[])[]): string {
  let text = `${header.split(",").join(";")}\n`;
  for (const row of rows) text += csvRow(row);
  return text;
}

export function csvRow(row: readonly Cell[]): string {
  return `${row.map(csvCell).join(";")}\n`;
}

function csvCell(cell: Cell): string {
  const text = String(cell);
  return /[;"\n\t,]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
