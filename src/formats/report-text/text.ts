import type { ReportDocument, TextLine } from "./document.ts";
import { blocksOf } from "./text-blocks.ts";

const footer = /^\p{L}.{3,80}\s\d{1,3}\s?\(\d{1,3}\)$/u;
const pageNumber = /^(?:sida |page )?\d{1,3}(?:\s?\(\d{1,3}\)| av \d{1,3}| of \d{1,3}|\/\d{1,3})?$/i;

/** Plain text as a report. A form feed begins a page; running heads and page numbers are no text of the report. */
export function readText(text: string): ReportDocument {
  return { format: "text", blocks: blocksOf(textLines(text)) };
}

/** The lines of a text, the running ones emptied. */
export function textLines(text: string): TextLine[] {
  const hasPages = text.includes("\f");
  let page = 1;
  const lines = text.split(/\r\n|\n|\r|(?=\f)/).map((raw, index): TextLine => {
    if (raw.startsWith("\f")) page++;
    return { ...(hasPages ? { page } : {}), line: index + 1, text: raw.replaceAll("\f", "") };
  });
  return withoutFurniture(lines);
}

/** Empties running heads and feet: what stands at the edge of several pages in the same words, and page numbers there. */
export function withoutFurniture(lines: readonly TextLine[]): TextLine[] {
  const edges = new Map<string, number>();
  const shape = (text: string): string => text.trim().replaceAll(/\d+/g, "#");
  const isEdge = (index: number): boolean => {
    const page = lines[index]?.page;
    if (page === undefined) return false;
    for (const step of [1, 2, 3]) {
      const before = lines[index - step];
      const after = lines[index + step];
      if (before?.page !== page || after?.page !== page) return true;
    }
    return false;
  };
  lines.forEach((line, index) => {
    if (line.text.trim() !== "" && isEdge(index))
      edges.set(shape(line.text), (edges.get(shape(line.text)) ?? 0) + 1);
  });
  return lines.map((line, index) => {
    const text = line.text.trim();
    const runs = isEdge(index) && (pageNumber.test(text) || (edges.get(shape(text)) ?? 0) >= 4);
    return runs || footer.test(text) ? { ...line, text: "" } : line;
  });
}
