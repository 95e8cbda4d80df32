/** A report as anybody may have made it, read into one neutral shape: what stands where, without any look. */
export interface ReportDocument {
  readonly format: ReportFormat;
  readonly blocks: readonly Block[];
}

export const reportFormats = ["text", "markdown", "html", "docx", "pdf"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Where something stands: the line counts from 1, in the page where the format has pages, else in the whole. */
export interface TextPlace {
  readonly page?: number;
  readonly line: number;
}

/** A printed line. A tab stands where the format shows a gap between cells. */
export interface TextLine extends TextPlace {
  readonly text: string;
}

export type Block = HeadingBlock | ParagraphBlock | ReportTable;

export interface HeadingBlock {
  readonly kind: "heading";
  /** As printed before the title: "3.2.1"; '' where it has none. */
  readonly number: string;
  readonly text: string;
  readonly place: TextPlace;
}

export interface ParagraphBlock {
  readonly kind: "paragraph" | "item";
  readonly lines: readonly TextLine[];
}

export interface ReportTable {
  readonly kind: "table";
  /** What stands above the table: a title, "Belopp i mnkr". */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  readonly place: TextPlace;
}

/** What a column says of its figures, as far as its head tells. */
export interface Column {
  readonly head: string;
  readonly kind: ColumnKind;
  readonly year?: number;
  /** A month or part of the year: a figure of October is no figure of the year. */
  readonly part?: string;
}

export const columnKinds = [
  "actual",
  "budget",
  "forecast",
  "variance",
  "change",
  "percent",
  "total",
  "unknown",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

export interface TableRow {
  readonly label: string;
  /** The nearest heading within the table: "Tillgångar". */
  readonly section: string;
  /** One for each column; `undefined` where nothing is printed. */
  readonly cells: readonly (Figure | undefined)[];
  /** Whether each cell is known to stand in its own column: a short row of plain text is not. */
  readonly aligned: boolean;
  readonly place: TextPlace;
}

/** A printed number (siffra): what it says, and how exactly. */
export interface Figure {
  readonly value: number;
  readonly decimals: number;
  readonly percent: boolean;
  /** A dash where a number could stand. */
  readonly dash: boolean;
  readonly printed: string;
  readonly place: TextPlace;
}

/** Half a unit of the last printed decimal: what the number behind the print may differ by. */
export function halfUnit(figure: { readonly decimals: number }): number {
  return 0.5 * 10 ** -figure.decimals;
}
