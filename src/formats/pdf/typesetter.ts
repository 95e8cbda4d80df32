import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { ok, type Problem, type Result } from "../../kernel/index.ts";
import type { BoardDocument } from "./board-document.ts";
import { boardTemplate } from "./board-template.ts";
import type { InvoiceSheet } from "./invoice-sheet.ts";
import type { ReportSheet } from "./report-sheet.ts";
import { reportTemplate } from "./report-template.ts";
import { replacedCharacter } from "./problems.ts";
import { markRowHeaders } from "./row-headers.ts";
import { sheetContent } from "./sheet-content.ts";
import { invoiceTemplate } from "./template.ts";
import { words } from "./words.ts";

/** Sets documents one after another; making the compiler and warming it costs more than a page does. */
export interface Typesetter {
  /** A PDF/UA-1 file. The same sheet gives the same bytes: its creation time is the document's day. */
  invoice(sheet: InvoiceSheet): Result<Uint8Array>;
  /** A board's paper, as PDF/UA-1. */
  board(document: BoardDocument): Result<Uint8Array>;
  /** A report, as PDF/UA-1 too, with the data of its tables attached. */
  report(sheet: ReportSheet): Result<Uint8Array>;
}

/** `emptyFolder` is what the typesetter may read files from: nothing, so any empty folder will do. */
export function createTypesetter({ emptyFolder }: { readonly emptyFolder: string }): Typesetter {
  const compiler = NodeCompiler.create({ workspace: emptyFolder });
  const set = (
    { name, day, template, rowHeader }: Setting,
    shown: Record<string, unknown>,
  ): Result<Uint8Array> => {
    const seconds = Date.parse(`${day}T00:00:00Z`) / 1000;
    const compile = (content: string): Uint8Array =>
      markRowHeaders(
        compiler.pdf(
          { mainFileContent: template, inputs: { sheet: content } },
          { pdfStandard: "ua-1", creationTimestamp: seconds },
        ),
        rowHeader,
      );
    try {
      return ok(compile(JSON.stringify(shown)));
    } catch (fault) {
      const unknown = undisplayable(fault);
      if (unknown.length === 0) throw fault;
      const warnings: Problem[] = unknown.map((letter) => replacedCharacter(name, codeOf(letter)));
      const isUnknown = new Set(unknown);
      const numbered = JSON.stringify(shown, (_key, value: unknown) =>
        typeof value === "string"
          ? Array.from(value, (letter) => (isUnknown.has(letter) ? `[U+${codeOf(letter)}]` : letter)).join("")
          : value,
      );
      return ok(compile(numbered), warnings);
    } finally {
      // The cache is the compiler's own and grows with every document unless it is told to forget.
      compiler.evictCache(0);
    }
  };
  return {
    invoice: (sheet) =>
      set(
        // A line of an invoice is known by its text, which stands after its number.
        {
          name: sheet.number,
          day: sheet.day,
          template: invoiceTemplate,
          rowHeader: (table) => (table === 0 ? 1 : 0),
        },
        sheetContent(sheet),
      ),
    board: (document) =>
      set({ name: document.title, day: document.day, template: boardTemplate }, boardContent(document)),
    report: (sheet) => set({ name: sheet.title, day: sheet.day, template: reportTemplate }, { ...sheet }),
  };
}

interface Setting {
  readonly name: string;
  readonly day: string;
  readonly template: string;
  /** Which cell of its rows heads them, by table in reading order; the first unless said. */
  readonly rowHeader?: (table: number) => number;
}

/** What the template shows: nothing is left out of a row, so that it need not ask. */
function boardContent(document: BoardDocument): Record<string, unknown> {
  const { language, synthetic = "", blocks } = document;
  const { page, of } = words[language];
  return {
    ...document,
    lang: language,
    page,
    of,
    synthetic,
    blocks: blocks.map((block) => (block.kind === "table" ? { ...block, total: block.total ?? [] } : block)),
  };
}

function codeOf(letter: string): string {
  return (letter.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
}

/** The characters that the compiler says it has no glyph for. Its messages quote them as Rust does, within a quoted text. */
function undisplayable(fault: unknown): string[] {
  const { code = "", message = "" } = fault as { readonly code?: string; readonly message?: string };
  const found = new Set<string>();
  for (const [, quoted = ""] of `${code}\n${message}`.matchAll(
    /the text `\\*"(.*?)\\*"` could not be displayed/g,
  )) {
    const plain = quoted.replace(/\\+u\{([0-9a-fA-F]+)\}/g, (_whole, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    );
    for (const letter of plain.replace(/\\+0/g, "\u0000").replace(/\\+n/g, "\n").replace(/\\+t/g, "\t"))
      found.add(letter);
  }
  return [...found];
}
