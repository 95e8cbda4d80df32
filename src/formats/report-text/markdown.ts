import { lexer, type Token, type Tokens } from "marked";
import { tableOfCells } from "./cell-tables.ts";
import type { Block, ReportDocument } from "./document.ts";
import { headingOf } from "./headings.ts";
import { blocksOf } from "./text-blocks.ts";

/** A Markdown text as a report, with the line of every block. */
export function readMarkdown(text: string): ReportDocument {
  const blocks: Block[] = [];
  let line = 1;
  let caption = "";
  for (const token of lexer(text.replaceAll(/\r\n?/g, "\n"), { gfm: true })) {
    const own = blocksOfToken(token, line, caption);
    blocks.push(...own);
    const last = own.at(-1);
    if (last?.kind === "heading") caption = last.text;
    else if (last?.kind === "paragraph") caption = (last.lines.at(-1)?.text ?? "").slice(-150);
    line += token.raw.split("\n").length - 1;
  }
  return { format: "markdown", blocks };
}

function blocksOfToken(token: Token, line: number, caption: string): Block[] {
  switch (token.type) {
    case "heading": {
      const text = plain((token as Tokens.Heading).text);
      const numbered = headingOf(text) ?? headingOf(text.replace(/^(\d+(?:\.\d+)*)\.\s/, "$1 "));
      return [
        { kind: "heading", number: numbered?.number ?? "", text: numbered?.text ?? text, place: { line } },
      ];
    }
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]): string[] => row.map((cell) => plain(cell.text));
      const table = tableOfCells(caption, [
        { cells: cells(header), isHead: true, place: { line } },
        ...rows.map((row, at) => ({ cells: cells(row), isHead: false, place: { line: line + 2 + at } })),
      ]);
      return table === undefined
        ? [header, ...rows].map((row, at) => ({
            kind: "paragraph",
            lines: [{ text: cells(row).join(" "), line: line + at }],
          }))
        : [table];
    }
    case "list": {
      let at = line;
      return (token as Tokens.List).items.map((item) => {
        const block: Block = { kind: "item", lines: linesOf(item.text, at) };
        at += item.raw.split("\n").length - (item.raw.endsWith("\n") ? 1 : 0);
        return block;
      });
    }
    case "code":
      return blocksOf(linesOf((token as Tokens.Code).text, line + 1));
    case "paragraph":
    case "text":
    case "blockquote":
      return [{ kind: "paragraph", lines: linesOf((token as Tokens.Paragraph).raw, line) }];
    default:
      return [];
  }
}

function linesOf(text: string, line: number): { text: string; line: number }[] {
  return text
    .split("\n")
    .map((one, at) => ({ text: plain(one.replace(/^>\s?/, "")), line: line + at }))
    .filter((one) => one.text.trim() !== "");
}

/** The words without their marks. */
function plain(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/(\*\*|__)(.+?)\1/g, "$2")
    .replaceAll(/(?<![\p{L}\d])[*_](\p{L}[^*_]*)[*_](?![\p{L}\d])/gu, "$1")
    .replaceAll("`", "")
    .replaceAll("&nbsp;", " ")
    .trim();
}
