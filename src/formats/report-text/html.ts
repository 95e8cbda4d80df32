import { Parser } from "htmlparser2";
import { type CellRow, tableOfCells } from "./cell-tables.ts";
import type { Block, ReportDocument } from "./document.ts";
import { headingOf } from "./headings.ts";

const silent = new Set([
  "script",
  "style",
  "template",
  "noscript",
  "svg",
  "head",
  "iframe",
  "object",
  "select",
]);
const closing = new Set([
  "p",
  "div",
  "section",
  "article",
  "ul",
  "ol",
  "dl",
  "dd",
  "dt",
  "main",
  "header",
  "footer",
  "aside",
  "figure",
  "figcaption",
  "blockquote",
  "body",
  "pre",
]);

interface OpenTable {
  caption: string;
  readonly rows: { cells: string[]; isHead: boolean; line: number }[];
  /** Cells that reach down from rows above: column, rows left, text. */
  readonly reaching: Map<number, { left: number; text: string }>;
  inHead: boolean;
}

/** An HTML page as a report. Nothing it points at is fetched and nothing in it is run: only words and tables are taken. */
export function readHtml(html: string): ReportDocument {
  const blocks: Block[] = [];
  const lineOf = lineCounter(html);
  let text = "";
  let textLine = 1;
  let kind: "paragraph" | "item" | "heading" = "paragraph";
  let deaf = 0;
  let table: OpenTable | undefined;
  let depth = 0;
  let cell: { text: string; isHead: boolean; columns: number; rows: number } | undefined;
  let inCaption = false;
  let before = "";

  const flush = (): void => {
    const words = text.replaceAll(/[ \t\r\n]+/g, " ").trim();
    text = "";
    if (words === "") return;
    if (kind === "heading") {
      const numbered = headingOf(words) ?? headingOf(words.replace(/^(\d+(?:\.\d+)*)\.\s/, "$1 "));
      blocks.push({
        kind,
        number: numbered?.number ?? "",
        text: numbered?.text ?? words,
        place: { line: textLine },
      });
    } else blocks.push({ kind, lines: [{ text: words, line: textLine }] });
    before = words.slice(-150);
    kind = "paragraph";
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (silent.has(name)) deaf++;
        if (deaf > 0) return;
        if (name === "table") {
          if (depth++ === 0) {
            flush();
            table = { caption: before, rows: [], reaching: new Map(), inHead: false };
          }
        } else if (depth === 1 && table !== undefined) {
          if (name === "caption") inCaption = true;
          else if (name === "thead") table.inHead = true;
          else if (name === "tr")
            table.rows.push({ cells: [], isHead: table.inHead, line: lineOf(parser.startIndex) });
          else if (name === "td" || name === "th") {
            cell = {
              text: "",
              isHead: name === "th",
              columns: span(attributes["colspan"]),
              rows: span(attributes["rowspan"]),
            };
          } else if (name === "br" && cell !== undefined) cell.text += " ";
        } else if (depth === 0) {
          if (/^h[1-6]$/.test(name)) {
            flush();
            kind = "heading";
          } else if (name === "li") {
            flush();
            kind = "item";
          } else if (closing.has(name)) flush();
          else if (name === "br") text += " ";
        }
      },
      ontext(words) {
        if (deaf > 0) return;
        if (cell !== undefined) cell.text += words;
        else if (inCaption && table !== undefined) table.caption = `${table.caption} ${words.trim()}`.trim();
        else if (depth === 0) {
          if (text.trim() === "")
            textLine = lineOf(parser.startIndex + (words.length - words.trimStart().length));
          text += words;
        }
      },
      onclosetag(name) {
        if (silent.has(name)) deaf = Math.max(0, deaf - 1);
        if (deaf > 0) return;
        if (name === "table") {
          depth = Math.max(0, depth - 1);
          if (depth === 0 && table !== undefined) {
            blocks.push(...tableBlocks(table));
            table = undefined;
            cell = undefined;
          }
        } else if (depth === 1 && table !== undefined) {
          if (name === "caption") inCaption = false;
          else if (name === "thead") table.inHead = false;
          else if ((name === "td" || name === "th") && cell !== undefined) {
            addCell(table, cell);
            cell = undefined;
          }
        } else if (depth === 0 && (/^h[1-6]$/.test(name) || name === "li" || closing.has(name))) flush();
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.write(html);
  parser.end();
  flush();
  return { format: "html", blocks };
}

function span(text: string | undefined): number {
  const count = Number(text ?? "1");
  return Number.isInteger(count) && count >= 1 ? Math.min(count, 50) : 1;
}

function addCell(
  table: OpenTable,
  { text, isHead, columns, rows }: { text: string; isHead: boolean; columns: number; rows: number },
): void {
  const row = table.rows.at(-1);
  if (row === undefined || row.cells.length > 200) return;
  for (;;) {
    const above = table.reaching.get(row.cells.length);
    if (above === undefined || above.left <= 0) break;
    above.left--;
    row.cells.push(above.text);
  }
  for (let index = 0; index < columns; index++) {
    if (rows > 1) table.reaching.set(row.cells.length, { left: rows - 1, text });
    // Figures stand once; a head reaches over all its columns.
    row.cells.push(index === 0 || isHead ? text : "");
  }
}

function tableBlocks(open: OpenTable): Block[] {
  const rows = open.rows.map((row): CellRow => ({
    cells: row.cells,
    isHead: row.isHead,
    place: { line: row.line },
  }));
  const table = tableOfCells(open.caption, rows);
  if (table !== undefined) return [table];
  return rows.flatMap((row): Block[] => {
    const text = row.cells
      .map((cell) => cell.replaceAll(/\s+/g, " ").trim())
      .filter(Boolean)
      .join(" ");
    return text === "" ? [] : [{ kind: "paragraph", lines: [{ text, line: row.place.line }] }];
  });
}

/** The line of an offset. Offsets only grow, so the count goes on from where it was. */
function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset && at < text.length; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}
