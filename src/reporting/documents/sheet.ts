import { unreachable } from "../../kernel/index.ts";

import type { ReportBlock, ReportSheet, Run } from "../../formats/pdf/index.ts";
import type { Block, BoundFigure, BoundReport, Inline } from "./bound.ts";
import { chartSvg } from "./chart.ts";
import { tableCsv } from "./table-csv.ts";

/** The report as the typesetter takes it. */
export function reportSheet(report: BoundReport): ReportSheet {
  const sv = report.language === "sv";
  const errors = report.chapters.reduce(
    (sum, { findings }) => sum + findings.filter((one) => one.severity === "error").length,
    0,
  );
  let tables = 0;
  const block = (one: Block): ReportBlock => {
    if (one.is !== "table") return plainBlock(one);
    tables += 1;
    const right = one.head.map(
      (_, at) => at > 0 && one.rows.some((row) => (row.cells[at - 1]?.formula ?? "") !== ""),
    );
    const isFigures = right.some(Boolean);
    return {
      k: "table",
      caption: one.caption,
      head: one.head,
      right,
      rows: one.rows.map((row) => ({
        label: row.label,
        level: row.level,
        total: row.total,
        cells: row.cells.map((cell) => ({ v: cell.text, bad: isBad(cell) })),
      })),
      notes: one.notes,
      csv: isFigures ? tableCsv(one) : "",
      csvName: `tabell-${String(tables).padStart(2, "0")}.csv`,
      csvTitle: one.caption,
    };
  };
  return {
    lang: report.language,
    title: report.title,
    subtitle: report.subtitle,
    provider: report.provider,
    day: report.decided,
    dated: report.decided,
    marks: [
      ...(report.synthetic
        ? [
            sv
              ? "Exempel: allt utom de publicerade totalerna är påhittat, prosan nyskriven."
              : "Example: all but the published totals is invented, the prose newly written.",
          ]
        : []),
      ...(errors > 0
        ? [
            sv
              ? `Utkast: ${errors} uppgifter stämmer inte med sitt underlag. De är röda i texten.`
              : `Draft: ${errors} statements do not agree with their basis. They are red in the text.`,
          ]
        : []),
    ],
    words: sv
      ? { contents: "Innehåll", page: "Sida", of: "av" }
      : { contents: "Contents", page: "Page", of: "of" },
    chapters: report.chapters.map((chapter) => ({
      number: String(chapter.number),
      title: chapter.title,
      blocks: chapter.blocks.map(block),
    })),
  };
}

function plainBlock(block: Exclude<Block, { is: "table" }>): ReportBlock {
  switch (block.is) {
    case "heading":
      return { k: "h", level: block.level, number: block.number, text: block.text };
    case "paragraph":
      return { k: "p", c: runs(block.of) };
    case "list":
      return { k: "list", ordered: block.ordered, items: block.items.map(runs) };
    case "chart":
      return {
        k: "chart",
        caption: block.caption,
        alt: block.alt,
        svg: chartSvg(block, { font: "Libertinus Serif" }),
        bars: block.bars,
      };
    case "entries":
      return { k: "entries", entries: block.entries };
    case "broken":
      return { k: "bad", text: block.text };
    default:
      return unreachable(block);
  }
}

function runs(of: readonly Inline[]): readonly Run[] {
  return of.flatMap((part): readonly Run[] => {
    if (part.is === "claim") return part.holds ? runs(part.of) : [{ k: "bad", c: runs(part.of) }];
    return [run(part)];
  });
}

function run(part: Exclude<Inline, { is: "claim" }>): Run {
  switch (part.is) {
    case "text":
      return { k: "t", v: part.text };
    case "figure":
      return isBad(part) ? { k: "bad", c: [{ k: "t", v: part.text }] } : { k: "t", v: part.text };
    case "strong":
      return { k: "b", c: runs(part.of) };
    case "em":
      return { k: "i", c: runs(part.of) };
    case "link":
      return { k: "l", h: part.href, c: runs(part.of) };
    case "note":
      return { k: "n", c: runs(part.of) };
    default:
      return unreachable(part);
  }
}

export function isBad(figure: Pick<BoundFigure, "state">): boolean {
  return figure.state === "changed" || figure.state === "missing";
}
