import type { Problem } from "../../kernel/index.ts";
import type { Value } from "../facts/index.ts";

/** How a figure stands where it is printed. `changed` was vouched for and is no longer what it was; `missing` does not resolve. */
export type FigureState = "draft" | "verified" | "approved" | "changed" | "missing";

/** A printed figure with what it is: the page makes it a link, the text file a number. */
export interface BoundFigure {
  readonly text: string;
  readonly formula: string;
  readonly value: Value;
  readonly state: FigureState;
  /** The cell of a statement that it reads, where it reads one: its basis opens from there. */
  readonly basis?: string;
}

export type Inline =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "strong" | "em"; readonly of: readonly Inline[] }
  | { readonly is: "link"; readonly href: string; readonly of: readonly Inline[] }
  | ({ readonly is: "figure" } & BoundFigure)
  | {
      readonly is: "claim";
      readonly of: readonly Inline[];
      readonly condition: string;
      readonly holds: boolean;
    }
  | { readonly is: "note"; readonly number: number; readonly of: readonly Inline[] };

export interface BoundTable {
  readonly is: "table";
  readonly caption: string;
  /** The first heading stands over the rows' names. */
  readonly head: readonly string[];
  readonly rows: readonly BoundRow[];
  readonly notes: readonly string[];
  readonly line: number;
}
export interface BoundRow {
  readonly label: string;
  readonly level: number;
  readonly total: boolean;
  readonly cells: readonly BoundFigure[];
}

export type Block =
  | {
      readonly is: "heading";
      readonly level: number;
      readonly number: string;
      readonly text: string;
      readonly id: string;
      readonly line: number;
    }
  | { readonly is: "paragraph"; readonly of: readonly Inline[]; readonly line: number }
  | {
      readonly is: "list";
      readonly ordered: boolean;
      readonly items: readonly (readonly Inline[])[];
      readonly line: number;
    }
  | BoundTable
  | {
      readonly is: "chart";
      readonly caption: string;
      /** States every number, for who does not see the bars. */
      readonly alt: string;
      readonly bars: readonly { readonly label: string; readonly text: string; readonly size: number }[];
      readonly line: number;
    }
  | {
      readonly is: "entries";
      readonly entries: readonly {
        readonly title: string;
        readonly pairs: readonly (readonly [name: string, text: string])[];
        readonly comments: readonly string[];
      }[];
      readonly line: number;
    }
  | { readonly is: "broken"; readonly text: string; readonly line: number };

/** Something that does not hold, with the chapter and line it stands on. */
export interface Finding {
  readonly kind: "figure" | "claim" | "empty" | "stale" | "changed" | "circle" | "table";
  readonly severity: "error" | "warning" | "note";
  readonly chapter: string;
  readonly line: number;
  readonly text: string;
  readonly message_sv: string;
  readonly message_en: string;
  readonly problem?: Problem;
}

export interface BoundChapter {
  readonly chapter: string;
  readonly title: string;
  readonly number: number;
  readonly owner: string;
  readonly state: "draft" | "done" | "approved";
  readonly blocks: readonly Block[];
  readonly findings: readonly Finding[];
}

/** The report with every figure looked up: what all formats are written from. */
export interface BoundReport {
  readonly report: string;
  readonly title: string;
  readonly subtitle: string;
  readonly provider: string;
  readonly year: number;
  readonly language: "sv" | "en";
  readonly synthetic: boolean;
  readonly decided: string;
  readonly chapters: readonly BoundChapter[];
  readonly figures: number;
}
