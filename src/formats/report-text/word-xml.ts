import { Parser } from "htmlparser2";
import { type CellRow, tableOfCells } from "./cell-tables.ts";
import type { Block, ReportDocument } from "./document.ts";
import { headingOf } from "./headings.ts";

/**
 * The body of a Word document as a report. A line is a paragraph, counted from the start. The parser knows no document types, so no entity
 * is ever resolved and nothing outside is read.
 */
export function readWordXml(xml: string): ReportDocument {
  const blocks: Block[] = [];
  let paragraph = 0;
  let text = "";
  let style = "";
  let isItem = false;
  let listening = false;
  let deleted = 0;
  let depth = 0;
  let rows: { cells: string[]; isHead: boolean; line: number }[] = [];
  let span = 1;
  let caption = "";

  const endParagraph = (): void => {
    const words = text.replaceAll(/[ \r\n]+/g, " ").trim();
    text = "";
    if (depth > 0) {
      const row = rows.at(-1);
      const last = row === undefined ? -1 : row.cells.length - 1;
      if (row !== undefined && last >= 0 && words !== "")
        row.cells[last] = `${row.cells[last] ?? ""} ${words}`.trim();
      return;
    }
    if (words === "") return;
    const numbered = headingOf(words);
    if (
      /^(?:heading|rubrik|title|titel)/i.test(style) ||
      (numbered !== undefined && words.length < 90 && !/[.!?]$/.test(words))
    )
      blocks.push({
        kind: "heading",
        number: numbered?.number ?? "",
        text: numbered?.text ?? words,
        place: { line: paragraph },
      });
    else blocks.push({ kind: isItem ? "item" : "paragraph", lines: [{ text: words, line: paragraph }] });
    caption = words.slice(-150);
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === "w:p") {
          paragraph++;
          style = "";
          isItem = false;
        } else if (name === "w:pStyle") style = attributes["w:val"] ?? "";
        else if (name === "w:numPr") isItem = true;
        else if (name === "w:t") listening = true;
        else if (name === "w:tab" && deleted === 0) text += "\t";
        else if (name === "w:br" || name === "w:cr") text += " ";
        else if (name === "w:noBreakHyphen") text += "-";
        else if (name === "w:del" || name === "w:moveFrom" || name === "mc:Fallback") deleted++;
        else if (name === "w:tbl") {
          if (depth++ === 0) rows = [];
        } else if (depth === 1 && name === "w:tr")
          rows.push({ cells: [], isHead: false, line: paragraph + 1 });
        else if (depth === 1 && name === "w:tblHeader")
          (rows.at(-1) as { isHead: boolean }).isHead =
            attributes["w:val"] !== "0" && attributes["w:val"] !== "false";
        else if (depth === 1 && name === "w:tc") {
          span = 1;
          rows.at(-1)?.cells.push("");
        } else if (depth === 1 && name === "w:gridSpan")
          span = Math.min(50, Math.max(1, Number(attributes["w:val"]) || 1));
      },
      ontext(words) {
        if (listening && deleted === 0) text += words;
      },
      onclosetag(name) {
        if (name === "w:t") listening = false;
        else if (name === "w:p") endParagraph();
        else if (name === "w:del" || name === "w:moveFrom" || name === "mc:Fallback")
          deleted = Math.max(0, deleted - 1);
        else if (depth === 1 && name === "w:tc") {
          const row = rows.at(-1);
          for (let index = 1; index < span; index++)
            row?.cells.push(row.isHead ? (row.cells.at(-1) ?? "") : "");
        } else if (name === "w:tbl" && --depth === 0) {
          const cells = rows.map((row): CellRow => ({
            cells: row.cells,
            isHead: row.isHead,
            place: { line: row.line },
          }));
          const table = tableOfCells(caption, cells);
          if (table !== undefined) blocks.push(table);
          else
            for (const row of cells)
              if (row.cells.join("").trim() !== "")
                blocks.push({
                  kind: "paragraph",
                  lines: [{ text: row.cells.join(" "), line: row.place.line }],
                });
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  return { format: "docx", blocks };
}
