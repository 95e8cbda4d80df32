import { element } from "../xml/index.ts";
import { documentRoot, is } from "./names.ts";

const ink = "1C2330";
const quiet = "515B6B";
const rule = "B9C0CA";
const red = "A3160C";

/** The locale that Word checks the spelling by. */
export function localeOf(lang: "sv" | "en"): string {
  return lang === "sv" ? "sv-SE" : "en-GB";
}

interface Look {
  /** In half points, as Word counts. */
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

function look({ size, color, bold = false, italic = false }: Look): string {
  return [
    ...(bold ? ["<w:b/>"] : []),
    ...(italic ? ["<w:i/>"] : []),
    ...(color === undefined ? [] : [is("w:color", color)]),
    ...(size === undefined ? [] : [is("w:sz", size)]),
  ].join("");
}

/** In twentieths of a point, as Word counts. */
function spacing(before: number, after: number, line?: number): string {
  return element("w:spacing", {
    "w:before": before,
    "w:after": after,
    "w:line": line,
    "w:lineRule": line === undefined ? undefined : "auto",
  });
}

interface StyleOf {
  readonly name: string;
  readonly basedOn?: string;
  readonly next?: string;
  readonly paragraph?: string;
  readonly run?: Look;
  /** Shown in Word's own list of styles. */
  readonly isOffered?: boolean;
}

function paragraphStyle(
  id: string,
  { name, basedOn = "Normal", next, paragraph = "", run, isOffered = true }: StyleOf,
): string {
  return element(
    "w:style",
    {
      "w:type": "paragraph",
      "w:styleId": id,
      "w:default": id === "Normal" ? "1" : undefined,
      "w:customStyle": custom.has(id) ? "1" : undefined,
    },
    is("w:name", name),
    id === "Normal" ? "" : is("w:basedOn", basedOn),
    next === undefined ? "" : is("w:next", next),
    is("w:uiPriority", isOffered ? 9 : 39),
    isOffered ? "<w:qFormat/>" : "",
    paragraph === "" ? "" : element("w:pPr", {}, paragraph),
    run === undefined ? "" : element("w:rPr", {}, look(run)),
  );
}

const custom = new Set(["EntryTitle", "EntryPair", "TableText", "TableNote", "Mark", "DoesNotHold"]);

/** The heading's level as Word's navigation and the table of contents read it. */
function heading(
  level: number,
  { size, before, after }: { size: number; before: number; after: number },
): string {
  return paragraphStyle(`Heading${level}`, {
    name: `heading ${level}`,
    next: "Normal",
    paragraph: [
      "<w:keepNext/><w:keepLines/>",
      level === 1 ? "<w:pageBreakBefore/>" : "",
      spacing(before, after),
      is("w:outlineLvl", level - 1),
    ].join(""),
    run: { bold: true, size, color: ink, italic: level === 4 },
  });
}

/** Styles by the names that Word itself has, so that its navigation, contents and a template of one's own take hold of them. */
export function stylesXml(lang: "sv" | "en"): string {
  const locale = localeOf(lang);
  const fonts = element("w:rFonts", {
    "w:ascii": "Calibri",
    "w:hAnsi": "Calibri",
    "w:eastAsia": "Calibri",
    "w:cs": "Calibri",
  });
  return documentRoot(
    "w:styles",
    element(
      "w:docDefaults",
      {},
      element(
        "w:rPrDefault",
        {},
        element(
          "w:rPr",
          {},
          fonts,
          is("w:color", ink),
          is("w:sz", 22),
          element("w:lang", { "w:val": locale, "w:eastAsia": locale, "w:bidi": "ar-SA" }),
        ),
      ),
      element("w:pPrDefault", {}, element("w:pPr", {}, spacing(0, 140, 276))),
    ),
    paragraphStyle("Normal", { name: "Normal" }),
    paragraphStyle("Title", {
      name: "Title",
      next: "Subtitle",
      paragraph: spacing(2400, 120, 240),
      run: { bold: true, size: 64 },
    }),
    paragraphStyle("Subtitle", { name: "Subtitle", next: "Normal", run: { size: 30, color: quiet } }),
    heading(1, { size: 40, before: 0, after: 280 }),
    heading(2, { size: 29, before: 400, after: 120 }),
    heading(3, { size: 24, before: 320, after: 100 }),
    heading(4, { size: 22, before: 240, after: 80 }),
    paragraphStyle("Caption", {
      name: "caption",
      next: "Normal",
      paragraph: `<w:keepNext/>${spacing(240, 80)}`,
      run: { bold: true, size: 21 },
    }),
    paragraphStyle("TOCHeading", {
      name: "TOC Heading",
      next: "Normal",
      paragraph: `<w:keepNext/><w:pageBreakBefore/>${spacing(0, 200)}`,
      run: { bold: true, size: 40 },
    }),
    ...[1, 2, 3].map((level) =>
      paragraphStyle(`TOC${level}`, {
        name: `toc ${level}`,
        paragraph: `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8617"/></w:tabs>${spacing(level === 1 ? 100 : 0, 40)}${element("w:ind", { "w:left": (level - 1) * 240 })}`,
        run: { bold: level === 1 },
        isOffered: false,
      }),
    ),
    paragraphStyle("ListBullet", { name: "List Bullet", paragraph: listStyle(1) }),
    paragraphStyle("ListNumber", { name: "List Number", paragraph: "<w:contextualSpacing/>" }),
    paragraphStyle("Header", { name: "header", run: { size: 17, color: quiet }, isOffered: false }),
    paragraphStyle("Footer", { name: "footer", run: { size: 17, color: quiet }, isOffered: false }),
    paragraphStyle("FootnoteText", {
      name: "footnote text",
      paragraph: spacing(0, 40, 240),
      run: { size: 18 },
      isOffered: false,
    }),
    paragraphStyle("TableText", { name: "Table Text", paragraph: spacing(20, 20, 240), run: { size: 19 } }),
    paragraphStyle("TableNote", {
      name: "Table Note",
      paragraph: spacing(60, 100),
      run: { size: 18, color: quiet },
    }),
    paragraphStyle("EntryTitle", {
      name: "Entry Title",
      next: "EntryPair",
      paragraph: `<w:keepNext/>${spacing(240, 80)}`,
      run: { bold: true },
    }),
    paragraphStyle("EntryPair", { name: "Entry", paragraph: spacing(0, 60) }),
    paragraphStyle("Mark", {
      name: "Mark",
      paragraph: `<w:pBdr>${["top", "left", "bottom", "right"].map((side) => element(`w:${side}`, { "w:val": "single", "w:sz": 6, "w:space": 5, "w:color": rule })).join("")}</w:pBdr>${spacing(120, 120)}`,
      run: { size: 19, color: quiet },
    }),
    characterStyle("Hyperlink", "Hyperlink", { color: "0B4F8A" }, is("w:u", "single")),
    characterStyle("FootnoteReference", "footnote reference", {}, is("w:vertAlign", "superscript")),
    characterStyle("DoesNotHold", "Does Not Hold", { bold: true, color: red }),
    element(
      "w:style",
      { "w:type": "table", "w:default": "1", "w:styleId": "TableNormal" },
      is("w:name", "Normal Table"),
      '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>',
      element("w:tblPr", {}, element("w:tblInd", { "w:w": 0, "w:type": "dxa" }), cellMargins(108)),
    ),
    tableStyle(),
  );
}

function listStyle(numbering: number): string {
  return `${element("w:numPr", {}, is("w:ilvl", 0), is("w:numId", numbering))}<w:contextualSpacing/>`;
}

function characterStyle(id: string, name: string, run: Look, more = ""): string {
  return element(
    "w:style",
    { "w:type": "character", "w:styleId": id, "w:customStyle": custom.has(id) ? "1" : undefined },
    is("w:name", name),
    is("w:uiPriority", 99),
    element("w:rPr", {}, look(run), more),
  );
}

function cellMargins(side: number): string {
  const margin = (name: string, width: number): string =>
    element(`w:${name}`, { "w:w": width, "w:type": "dxa" });
  return element(
    "w:tblCellMar",
    {},
    margin("top", 0),
    margin("left", side),
    margin("bottom", 0),
    margin("right", side),
  );
}

/** Thin lines between rows, a heavy one below the head; the head and the first column are told apart by the style, not by hand. */
function tableStyle(): string {
  const line = (name: string, size: number, color: string): string =>
    element(`w:${name}`, { "w:val": "single", "w:sz": size, "w:space": 0, "w:color": color });
  return element(
    "w:style",
    { "w:type": "table", "w:styleId": "ReportTable", "w:customStyle": "1" },
    is("w:name", "Report Table"),
    is("w:basedOn", "TableNormal"),
    is("w:uiPriority", 59),
    element(
      "w:tblPr",
      {},
      element("w:tblBorders", {}, line("bottom", 4, rule), line("insideH", 4, rule)),
      cellMargins(80),
    ),
    element(
      "w:tblStylePr",
      { "w:type": "firstRow" },
      element("w:rPr", {}, "<w:b/>"),
      element("w:tcPr", {}, element("w:tcBorders", {}, line("bottom", 8, ink))),
    ),
  );
}
