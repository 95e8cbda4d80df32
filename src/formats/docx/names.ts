import { element, escaped, leaf, writable } from "../xml/index.ts";

export const prolog = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
export const officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
export const packageRelation = "http://schemas.openxmlformats.org/package/2006/relationships";

/** The vocabularies of a word-processing part: text (w), drawings (wp, a), charts (c), relations (r). */
const vocabularies = {
  "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "xmlns:r": officeRelation,
  "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
  "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
  "xmlns:c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
} as const;

/** A part of the document by itself, with the vocabularies that anything in it may use. */
export function documentRoot(name: string, ...inner: readonly string[]): string {
  return `${prolog}${element(name, vocabularies, ...inner)}`;
}

/** An element with a text that somebody wrote. */
export function words(name: string, text: string): string {
  return leaf(name, writable(text));
}

/** An element that says one thing: `<w:jc w:val="right"/>`. */
export function is(name: string, value: string | number): string {
  return element(name, { "w:val": value });
}

/** A run of text in one look; blanks at its ends are kept. */
export function textRun(text: string, ...look: readonly string[]): string {
  return element(
    "w:r",
    {},
    ...(look.length === 0 ? [] : [element("w:rPr", {}, ...look)]),
    element("w:t", { "xml:space": "preserve" }, escaped(writable(text))),
  );
}

/** A paragraph of a style. What is said of it beside its style stands in the order that the schema has. */
export function paragraph(style: string, runs: string, ...more: readonly string[]): string {
  return element("w:p", {}, element("w:pPr", {}, is("w:pStyle", style), ...more), runs);
}

/** What Word reckons out where it stands: a page, the number of pages, a table of contents. `shown` stands until then. */
export function field(instruction: string, shown: string): string {
  const mark = (type: string): string => element("w:r", {}, element("w:fldChar", { "w:fldCharType": type }));
  return [
    mark("begin"),
    element("w:r", {}, element("w:instrText", { "xml:space": "preserve" }, escaped(` ${instruction} `))),
    mark("separate"),
    shown,
    mark("end"),
  ].join("");
}
