import type { Day } from "../../kernel/index.ts";
import type { SheetLanguage } from "./invoice-sheet.ts";

/** A paper for a board (handling): facts, words and tables, every number already text. */
export interface BoardDocument {
  readonly language: SheetLanguage;
  readonly title: string;
  readonly author: string;
  /** The day it was made; the same document gives the same bytes. */
  readonly day: Day;
  /** Lying, for wide tables. */
  readonly isWide: boolean;
  /** Small text in the foot of every page, such as version and hash. */
  readonly footer: string;
  /** Said at the top of invented figures. */
  readonly synthetic?: string;
  readonly blocks: readonly BoardBlock[];
}

export type BoardBlock =
  | { readonly kind: "heading" | "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "facts"; readonly facts: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly total?: readonly string[];
      /** So many of the first columns are text; the others are figures. */
      readonly texts: number;
    };
