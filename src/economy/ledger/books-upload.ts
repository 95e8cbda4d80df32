import type { Problem } from "../../kernel/index.ts";

/** What loading a ledger file would come to (förhandsgranskning): counts, or what stops it. */
export interface BooksPreview {
  /** The file's place in a pack, by which its year's books are known: `ledger/2024.se`. */
  readonly file: string;
  readonly changed: boolean;
  /** year, vouchers, lines by name. */
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly Problem[];
  readonly problems: readonly Problem[];
  /** It changes what is loaded already: the differences stand among the problems, and somebody has to say that they are meant. */
  readonly asksToConfirm: boolean;
}

/** A ledger file that waits to be loaded (uppladdad bokföring). */
export interface BooksUpload {
  readonly upload: string;
  readonly source: string;
  readonly bytes: number;
  readonly preview: BooksPreview;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}

/** A loaded ledger file (inläst bokföring): one year's books as a program exported them. */
export interface SourceFile {
  readonly name: string;
  readonly sha256: string;
  readonly fiscalYear: number;
  readonly lines: number;
  readonly bytes: number;
  readonly loadedAt: string;
  readonly loadedBy: string;
  /** Another file was confirmed in its place. */
  readonly isReplaced: boolean;
}
