import { getDocumentProxy } from "unpdf";
import { ok, type Problem, refused, type Result } from "../../../kernel/index.ts";
import type { ReportDocument, TextLine } from "../document.ts";
import { fileProblem } from "../problems.ts";
import { blocksOf } from "../text-blocks.ts";
import { withoutFurniture } from "../text.ts";
import { linesOfPage, type Piece } from "../page-lines.ts";

const mostPages = 3000;

/** A PDF: its words by their places, put together to lines and tables. No script in it is run, no font or file of it is fetched. */
export async function readPdf(bytes: Uint8Array, file: string): Promise<Result<ReportDocument>> {
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    pdf = await getDocumentProxy(Uint8Array.from(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      enableXfa: false,
      stopAtErrors: false,
      verbosity: 0,
    });
  } catch (fault) {
    const isLocked = fault instanceof Error && fault.name === "PasswordException";
    return refused([fileProblem(isLocked ? "report.encrypted" : "report.damaged", file)]);
  }
  try {
    if (pdf.numPages > mostPages)
      return refused([
        fileProblem("report.too-large", file, { sv: `${pdf.numPages} sidor`, en: `${pdf.numPages} pages` }),
      ]);
    const lines: TextLine[] = [];
    const silent: number[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const pieces = await piecesOf(pdf, number);
      if (pieces === undefined || pieces.pieces.every((piece) => piece.text.trim() === ""))
        silent.push(number);
      else lines.push(...linesOfPage(pieces.pieces, { page: number, width: pieces.width }));
    }
    if (lines.length === 0) return refused([fileProblem("report.no-text", file)]);
    const warnings: Problem[] =
      silent.length === 0 ? [] : [fileProblem("report.some-pages-without-text", file, pagesOf(silent))];
    return ok({ format: "pdf", blocks: blocksOf(withoutFurniture(lines)) }, warnings);
  } finally {
    await pdf.destroy();
  }
}

async function piecesOf(
  pdf: Awaited<ReturnType<typeof getDocumentProxy>>,
  number: number,
): Promise<{ pieces: Piece[]; width: number } | undefined> {
  try {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    const pieces: Piece[] = [];
    for (const one of content.items) {
      if (!("str" in one)) continue;
      const [, , , , x = 0, y = 0] = one.transform as number[];
      pieces.push({
        text: one.str,
        x,
        y,
        width: one.width,
        size: one.height || Math.abs((one.transform as number[])[3] ?? 0),
      });
    }
    const width = page.getViewport({ scale: 1 }).width;
    page.cleanup();
    return { pieces, width };
  } catch {
    // One broken page leaves the others as they are; it is told as a page without text.
    return undefined;
  }
}

function pagesOf(pages: readonly number[]): { sv: string; en: string } {
  const list = `${pages.slice(0, 12).join(", ")}${pages.length > 12 ? " …" : ""}`;
  return { sv: `sidan ${list}`, en: `page ${list}` };
}
