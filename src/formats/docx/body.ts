import { unreachable } from "../../kernel/index.ts";
import type { ReportBlock, ReportSheet } from "../pdf/index.ts";
import { element } from "../xml/index.ts";
import { chartHeight } from "./chart.ts";
import { field, is, paragraph, textRun } from "./names.ts";
import { doesNotHold, runsXml } from "./runs.ts";
import type { SheetChart, Sheets } from "./sheets.ts";
import { tableXml, textWidth } from "./table.ts";

interface Heading {
  readonly level: number;
  readonly text: string;
  readonly bookmark: string;
}

/** Cover, contents and chapters. What other parts of the document hold is put into `sheets` on the way. */
export function bodyOf(report: ReportSheet, sheets: Sheets): string {
  const headings: Heading[] = [];
  const chapters = report.chapters.map((chapter) => {
    const title = headingXml({ level: 1, text: `${chapter.number}  ${chapter.title}` }, headings);
    return [title, ...chapter.blocks.map((block) => blockXml(block, { sheets, headings }))].join("");
  });
  return element(
    "w:body",
    {},
    cover(report),
    contents(report, headings),
    ...chapters,
    element(
      "w:sectPr",
      {},
      element("w:headerReference", { "w:type": "default", "r:id": "header" }),
      element("w:footerReference", { "w:type": "default", "r:id": "footer" }),
      // A4, with the margins of the printed report.
      element("w:pgSz", { "w:w": 11_906, "w:h": 16_838 }),
      element("w:pgMar", {
        "w:top": 1701,
        "w:right": 1588,
        "w:bottom": 1588,
        "w:left": 11_906 - 1588 - textWidth,
        "w:header": 794,
        "w:footer": 794,
        "w:gutter": 0,
      }),
      "<w:titlePg/>",
    ),
  );
}

function cover({ provider, title, subtitle, dated, marks }: ReportSheet): string {
  return [
    paragraph("Title", textRun(title)),
    paragraph("Subtitle", textRun(subtitle)),
    paragraph("Normal", textRun(`${provider} · ${dated}`)),
    ...marks.map((mark) => paragraph("Mark", textRun(mark))),
  ].join("");
}

/** The contents as Word keeps them: a field that it fills in, and until then the headings as links. */
function contents({ words }: ReportSheet, headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level <= 3);
  const entry = (
    { level, text, bookmark }: Heading,
    runs: { readonly before?: string; readonly after?: string },
  ): string =>
    paragraph(
      `TOC${level}`,
      `${runs.before ?? ""}${element("w:hyperlink", { "w:anchor": bookmark, "w:history": 1 }, textRun(text), element("w:r", {}, "<w:tab/>"), field(`PAGEREF ${bookmark} \\h`, textRun("")))}${runs.after ?? ""}`,
    );
  const mark = (type: string): string => element("w:r", {}, element("w:fldChar", { "w:fldCharType": type }));
  const begin = `${mark("begin")}${element("w:r", {}, element("w:instrText", { "xml:space": "preserve" }, ` TOC \\o &quot;1-3&quot; \\h \\z \\u `))}${mark("separate")}`;
  const last = shown.length - 1;
  return element(
    "w:sdt",
    {},
    element(
      "w:sdtPr",
      {},
      element("w:docPartObj", {}, is("w:docPartGallery", "Table of Contents"), "<w:docPartUnique/>"),
    ),
    element(
      "w:sdtContent",
      {},
      paragraph("TOCHeading", textRun(words.contents)),
      ...shown.map((heading, index) =>
        entry(heading, {
          ...(index === 0 ? { before: begin } : {}),
          ...(index === last ? { after: mark("end") } : {}),
        }),
      ),
    ),
  );
}

function headingXml(
  { level, text }: { readonly level: number; readonly text: string },
  headings: Heading[],
): string {
  const bookmark = `_Toc${String(headings.length + 1).padStart(6, "0")}`;
  const id = headings.push({ level, text, bookmark });
  return paragraph(
    `Heading${Math.min(4, level)}`,
    `${element("w:bookmarkStart", { "w:id": id, "w:name": bookmark })}${textRun(text)}${element("w:bookmarkEnd", { "w:id": id })}`,
  );
}

interface Place {
  readonly sheets: Sheets;
  readonly headings: Heading[];
}

function blockXml(block: ReportBlock, { sheets, headings }: Place): string {
  switch (block.k) {
    case "h":
      return headingXml({ level: block.level, text: `${block.number}  ${block.text}` }, headings);
    case "p":
      return paragraph("Normal", runsXml(block.c, sheets));
    case "list": {
      const list = block.ordered ? sheets.ordered() : 0;
      const numbering = block.ordered ? element("w:numPr", {}, is("w:ilvl", 0), is("w:numId", list)) : "";
      return block.items
        .map((item) =>
          paragraph(block.ordered ? "ListNumber" : "ListBullet", runsXml(item, sheets), numbering),
        )
        .join("");
    }
    case "table":
      return tableXml(block);
    case "chart":
      return `${paragraph("Caption", textRun(block.caption))}${chartDrawing(block, sheets)}`;
    case "entries":
      return block.entries
        .map(({ title, pairs, comments }) =>
          [
            paragraph("EntryTitle", textRun(title)),
            ...pairs.map(([name, text]) =>
              paragraph(
                "EntryPair",
                `${textRun(`${name}: `, is("w:color", "515B6B"))}${textRun(text === "" ? "–" : text)}`,
              ),
            ),
            ...comments.map((text) => paragraph("Normal", textRun(text))),
          ].join(""),
        )
        .join("");
    case "bad":
      return paragraph("Normal", textRun(block.text, doesNotHold));
    default:
      return unreachable(block);
  }
}

/** The drawing carries the alternative text, which states every number; the caption is its title. */
function chartDrawing(chart: SheetChart, sheets: Sheets): string {
  const number = sheets.chart(chart);
  const drawing = element(
    "w:drawing",
    {},
    element(
      "wp:inline",
      { distT: 0, distB: 0, distL: 0, distR: 0 },
      element("wp:extent", { cx: textWidth * 635, cy: chartHeight(chart) }),
      element("wp:docPr", {
        id: sheets.drawing(),
        name: `Diagram ${number}`,
        descr: chart.alt,
        title: chart.caption,
      }),
      "<wp:cNvGraphicFramePr/>",
      element(
        "a:graphic",
        {},
        element(
          "a:graphicData",
          { uri: "http://schemas.openxmlformats.org/drawingml/2006/chart" },
          element("c:chart", { "r:id": `chart${number}` }),
        ),
      ),
    ),
  );
  return paragraph("Normal", element("w:r", {}, drawing));
}
