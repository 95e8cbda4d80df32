import { unreachable } from "../../kernel/index.ts";
import type { Block, BoundChapter, BoundFigure, BoundReport, Inline } from "./bound.ts";
import { chartSvg } from "./chart.ts";
import { style } from "./html-style.ts";

/** Text as HTML shows it; nothing that somebody wrote is ever markup. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

interface Says {
  readonly sv: boolean;
  readonly basis: (figure: BoundFigure) => string | undefined;
}

/** How figures lead to their basis: the web's addresses; none in a file that stands alone. */
export type BasisAddress = (figure: BoundFigure) => string | undefined;

/** The whole report as one page that needs nothing beside it. */
export function reportHtml(report: BoundReport): string {
  const says: Says = { sv: report.language === "sv", basis: () => undefined };
  return page(
    report,
    report.title,
    [
      cover(report),
      contents(report, (chapter) => `#k${chapter.number}`, says),
      ...report.chapters.map((chapter) => chapterHtml(chapter, says)),
    ].join("\n"),
  );
}

/** A page for each chapter, with the way to the one before and the one after. */
export function chapterPages(
  report: BoundReport,
): readonly { readonly path: string; readonly text: string }[] {
  const says: Says = { sv: report.language === "sv", basis: () => undefined };
  const file = (chapter: BoundChapter): string => `${chapter.chapter}.html`;
  const link = (chapter: BoundChapter | undefined, rel: string): string =>
    chapter === undefined
      ? ""
      : `<a rel="${rel}" href="${file(chapter)}">${chapter.number} ${escapeHtml(chapter.title)}</a>`;
  return [
    {
      path: "index.html",
      text: page(report, report.title, `${cover(report)}\n${contents(report, file, says)}`),
    },
    ...report.chapters.map((chapter, index) => ({
      path: file(chapter),
      text: page(
        report,
        `${chapter.number} ${chapter.title} - ${report.title}`,
        `${chapterHtml(chapter, says)}\n<nav class="turn" aria-label="${says.sv ? "Kapitel" : "Chapters"}">${link(report.chapters[index - 1], "prev")} <a href="index.html">${says.sv ? "Innehåll" : "Contents"}</a> ${link(report.chapters[index + 1], "next")}</nav>`,
      ),
    })),
  ];
}

function page(report: BoundReport, title: string, body: string): string {
  const sv = report.language === "sv";
  return `<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#innehall">${sv ? "Till innehållet" : "To the contents"}</a>
<header class="running">${escapeHtml(report.provider)} · ${escapeHtml(report.title)}</header>
<main id="innehall">
${body}
</main>
</body>
</html>
`;
}

function cover(report: BoundReport): string {
  const sv = report.language === "sv";
  const count = report.chapters.reduce(
    (sum, { findings }) => sum + findings.filter((one) => one.severity === "error").length,
    0,
  );
  return `<section class="cover"><h1>${escapeHtml(report.title)}</h1><p class="sub">${escapeHtml(report.subtitle)}</p><p>${escapeHtml(report.provider)} · ${escapeHtml(report.decided)}</p>${
    report.synthetic
      ? `<p class="mark">${sv ? "Exempel: allt utom de publicerade totalerna är påhittat." : "Example: all but the published totals is invented."}</p>`
      : ""
  }${count > 0 ? `<p class="mark false">${sv ? `Utkast: ${count} uppgifter stämmer inte med underlaget.` : `Draft: ${count} statements do not agree with their basis.`}</p>` : ""}</section>`;
}

function contents(report: BoundReport, address: (chapter: BoundChapter) => string, says: Says): string {
  const items = report.chapters.map(
    (chapter) => `<li><a href="${address(chapter)}">${chapter.number} ${escapeHtml(chapter.title)}</a></li>`,
  );
  return `<nav class="contents" aria-label="${says.sv ? "Innehåll" : "Contents"}"><h2>${says.sv ? "Innehåll" : "Contents"}</h2><ol>${items.join("")}</ol></nav>`;
}

/** One chapter as a section; the web shows the same with figures that lead to their basis. */
export function chapterHtml(chapter: BoundChapter, says: Says): string {
  const notes: { readonly number: number; readonly of: readonly Inline[] }[] = [];
  const body = chapter.blocks.map((block) => blockHtml(block, says, notes)).join("\n");
  const foot =
    notes.length === 0
      ? ""
      : `<ol class="notes">${notes.map((note) => `<li id="n${chapter.number}-${note.number}">${inlineHtml(note.of, says, [])}</li>`).join("")}</ol>`;
  return `<section id="k${chapter.number}"><h2>${chapter.number} ${escapeHtml(chapter.title)}</h2>\n${body}\n${foot}</section>`;
}

type Notes = { readonly number: number; readonly of: readonly Inline[] }[];

function inlineHtml(of: readonly Inline[], says: Says, notes: Notes): string {
  return of
    .map((part): string => {
      switch (part.is) {
        case "text":
          return escapeHtml(part.text);
        case "strong":
        case "em":
          return `<${part.is}>${inlineHtml(part.of, says, notes)}</${part.is}>`;
        case "link":
          return `<a href="${escapeHtml(part.href)}">${inlineHtml(part.of, says, notes)}</a>`;
        case "figure":
          return figureHtml(part, says);
        case "claim":
          return part.holds
            ? `<span class="claim">${inlineHtml(part.of, says, notes)}</span>`
            : `<mark class="false">${inlineHtml(part.of, says, notes)}<span class="hear"> (${says.sv ? "stämmer inte" : "does not hold"}: ${escapeHtml(part.condition)})</span></mark>`;
        case "note":
          notes.push(part);
          return `<sup>${part.number}</sup>`;
        default:
          return unreachable(part);
      }
    })
    .join("");
}

function figureHtml(figure: BoundFigure, says: Says): string {
  const text = escapeHtml(figure.text);
  if (figure.formula === "") return text;
  const address = says.basis(figure);
  const bad = figure.state === "changed" || figure.state === "missing";
  const label = bad
    ? `<span class="hear"> (${says.sv ? (figure.state === "missing" ? "finns inte" : "ändrat sedan det granskades") : figure.state === "missing" ? "not there" : "changed since it was verified"})</span>`
    : "";
  const inner = `${text}${label}`;
  const attributes = `class="figure ${figure.state}" data-fact="${escapeHtml(figure.formula)}"`;
  return address === undefined
    ? `<span ${attributes}>${inner}</span>`
    : `<a ${attributes} href="${escapeHtml(address)}">${inner}</a>`;
}

function blockHtml(block: Block, says: Says, notes: Notes): string {
  switch (block.is) {
    case "heading":
      return `<h${block.level + 1} id="${block.id}">${block.number} ${escapeHtml(block.text)}</h${block.level + 1}>`;
    case "paragraph":
      return `<p>${inlineHtml(block.of, says, notes)}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>${block.items.map((item) => `<li>${inlineHtml(item, says, notes)}</li>`).join("")}</${tag}>`;
    }
    case "table": {
      const head = block.head.map((cell, at) =>
        at === 0 && cell === ""
          ? `<td></td>`
          : `<th scope="col"${at > 0 && isFigures(block.rows) ? ' class="n"' : ""}>${escapeHtml(cell)}</th>`,
      );
      const rows = block.rows.map(
        (row) =>
          `<tr${row.total ? ' class="sum"' : ""}><th scope="row" class="l${row.level}">${escapeHtml(row.label)}</th>${row.cells.map((cell) => `<td${cell.formula === "" ? "" : ' class="n"'}>${figureHtml(cell, says)}</td>`).join("")}</tr>`,
      );
      return `<div class="scroll table-room" tabindex="0" role="region" aria-label="${escapeHtml(block.caption)}"><table class="ds-table"><caption>${escapeHtml(block.caption)}</caption><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>${block.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join("")}`;
    }
    case "chart":
      return `<figure>${chartSvg(block)}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`;
    case "entries":
      return block.entries
        .map(
          (entry) =>
            `<article class="entry"><p class="entry-title"><strong>${escapeHtml(entry.title)}</strong></p><dl>${entry.pairs.map(([name, text]) => `<dt>${escapeHtml(name)}</dt><dd>${text === "" ? "–" : escapeHtml(text)}</dd>`).join("")}</dl>${entry.comments.map((text) => `<p>${escapeHtml(text)}</p>`).join("")}</article>`,
        )
        .join("");
    case "broken":
      return `<p class="mark false">${escapeHtml(block.text)}</p>`;
    default:
      return unreachable(block);
  }
}

function isFigures(rows: readonly { readonly cells: readonly BoundFigure[] }[]): boolean {
  return rows.some((row) => row.cells.some((cell) => cell.formula !== ""));
}
