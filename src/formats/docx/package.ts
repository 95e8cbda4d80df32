import { byCode } from "../../kernel/index.ts";
import type { ReportSheet } from "../pdf/index.ts";
import { element } from "../xml/index.ts";
import { type PackedFile, zipOf } from "../zip/index.ts";
import { bodyOf } from "./body.ts";
import { chartXml } from "./chart.ts";
import { footnotesXml } from "./footnotes.ts";
import { documentRoot, officeRelation, packageRelation, prolog, words } from "./names.ts";
import { footerXml, headerXml } from "./running-heads.ts";
import { numberingXml, settingsXml } from "./settings.ts";
import { stylesXml } from "./styles.ts";
import { Sheets } from "./sheets.ts";

/** A report as a Word document. The same sheet gives the same bytes: what is dated in it is the report's day. */
export function writeDocx(report: ReportSheet): Uint8Array {
  const sheets = new Sheets();
  const body = bodyOf(report, sheets);
  const charts = sheets.charts.map((chart, index) => ({
    path: `word/charts/chart${index + 1}.xml`,
    bytes: chartXml(chart, report.lang),
  }));
  const word: readonly PackedFile[] = [
    { path: "word/document.xml", bytes: documentRoot("w:document", body) },
    { path: "word/styles.xml", bytes: stylesXml(report.lang) },
    { path: "word/numbering.xml", bytes: numberingXml(sheets.orderedLists) },
    { path: "word/settings.xml", bytes: settingsXml(report.lang) },
    { path: "word/footnotes.xml", bytes: footnotesXml(sheets.footnotes) },
    { path: "word/header1.xml", bytes: headerXml(report) },
    { path: "word/footer1.xml", bytes: footerXml(report) },
    ...charts,
  ];
  return zipOf([
    { path: "[Content_Types].xml", bytes: contentTypes(word) },
    { path: "_rels/.rels", bytes: packageRelations },
    { path: "docProps/core.xml", bytes: coreProperties(report) },
    { path: "docProps/app.xml", bytes: appProperties(report) },
    ...word,
    { path: "word/_rels/document.xml.rels", bytes: documentRelations(sheets) },
    ...(sheets.footnoteLinks.length === 0
      ? []
      : [{ path: "word/_rels/footnotes.xml.rels", bytes: relations(sheets.footnoteLinks.map(asLink)) }]),
  ]);
}

const wordMain = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const typesByPart: Readonly<Record<string, string>> = {
  document: `${wordMain}.document.main+xml`,
  styles: `${wordMain}.styles+xml`,
  numbering: `${wordMain}.numbering+xml`,
  settings: `${wordMain}.settings+xml`,
  footnotes: `${wordMain}.footnotes+xml`,
  header: `${wordMain}.header+xml`,
  footer: `${wordMain}.footer+xml`,
  chart: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
};

function contentTypes(parts: readonly PackedFile[]): string {
  const kind = (path: string): string => /\/([a-z]+)\d*\.xml$/.exec(path)?.[1] ?? "";
  const overrides = [
    ...parts.map(({ path }) => ({ path, type: typesByPart[kind(path)] as string })),
    { path: "docProps/core.xml", type: "application/vnd.openxmlformats-package.core-properties+xml" },
    {
      path: "docProps/app.xml",
      type: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    },
  ].toSorted((a, b) => byCode(a.path, b.path));
  return `${prolog}${element(
    "Types",
    { xmlns: "http://schemas.openxmlformats.org/package/2006/content-types" },
    element("Default", {
      Extension: "rels",
      ContentType: "application/vnd.openxmlformats-package.relationships+xml",
    }),
    element("Default", { Extension: "xml", ContentType: "application/xml" }),
    ...overrides.map(({ path, type }) => element("Override", { PartName: `/${path}`, ContentType: type })),
  )}`;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isOutside?: boolean;
}

function relations(all: readonly Relation[]): string {
  return `${prolog}${element(
    "Relationships",
    { xmlns: "http://schemas.openxmlformats.org/package/2006/relationships" },
    ...all.map(({ id, type, target, isOutside = false }) =>
      element("Relationship", {
        Id: id,
        Type: type,
        Target: target,
        TargetMode: isOutside ? "External" : undefined,
      }),
    ),
  )}`;
}

const packageRelations = relations([
  { id: "rId1", type: `${officeRelation}/officeDocument`, target: "word/document.xml" },
  { id: "rId2", type: `${packageRelation}/metadata/core-properties`, target: "docProps/core.xml" },
  { id: "rId3", type: `${officeRelation}/extended-properties`, target: "docProps/app.xml" },
]);

function documentRelations(sheets: Sheets): string {
  const fixed = ["styles", "numbering", "settings", "footnotes", "header", "footer"].map((part) => ({
    id: part,
    type: `${officeRelation}/${part}`,
    target: part === "header" || part === "footer" ? `${part}1.xml` : `${part}.xml`,
  }));
  return relations([
    ...fixed,
    ...sheets.charts.map((_, index) => ({
      id: `chart${index + 1}`,
      type: `${officeRelation}/chart`,
      target: `charts/chart${index + 1}.xml`,
    })),
    ...sheets.links.map(asLink),
  ]);
}

function asLink(address: string, index: number): Relation {
  return {
    id: `link${index + 1}`,
    type: `${officeRelation}/hyperlink`,
    target: address,
    isOutside: true,
  };
}

function coreProperties({ title, subtitle, provider, lang, day }: ReportSheet): string {
  const moment = `${day}T00:00:00Z`;
  const time = (name: string): string => element(`dcterms:${name}`, { "xsi:type": "dcterms:W3CDTF" }, moment);
  return `${prolog}${element(
    "cp:coreProperties",
    {
      "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
      "xmlns:dc": "http://purl.org/dc/elements/1.1/",
      "xmlns:dcterms": "http://purl.org/dc/terms/",
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    },
    words("dc:title", title),
    words("dc:subject", subtitle),
    words("dc:creator", provider),
    words("cp:lastModifiedBy", provider),
    words("cp:revision", "1"),
    time("created"),
    time("modified"),
    words("dc:language", lang === "sv" ? "sv-SE" : "en-GB"),
  )}`;
}

function appProperties({ provider }: ReportSheet): string {
  return `${prolog}${element(
    "Properties",
    { xmlns: "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" },
    words("Application", "Underlag"),
    words("Company", provider),
  )}`;
}
