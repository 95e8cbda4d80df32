import { element } from "../xml/index.ts";
import { documentRoot, is } from "./names.ts";
import { localeOf } from "./styles.ts";

/** Word asks once whether to fill in the page numbers of the contents: only it knows where its pages end. */
export function settingsXml(lang: "sv" | "en"): string {
  return documentRoot(
    "w:settings",
    is("w:defaultTabStop", 720),
    element("w:updateFields", { "w:val": "true" }),
    element("w:footnotePr", {}, element("w:footnote", { "w:id": -1 }), element("w:footnote", { "w:id": 0 })),
    element(
      "w:compat",
      {},
      element("w:compatSetting", {
        "w:name": "compatibilityMode",
        "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": "15",
      }),
    ),
    element("w:themeFontLang", { "w:val": localeOf(lang) }),
    is("w:decimalSymbol", lang === "sv" ? "," : "."),
    is("w:listSeparator", ";"),
  );
}

/** One list with bullets, and one that counts for each ordered list, so that each begins at one. */
export function numberingXml(orderedLists: number): string {
  const kind = (id: number, format: string, text: string): string =>
    element(
      "w:abstractNum",
      { "w:abstractNumId": id },
      is("w:multiLevelType", "singleLevel"),
      element(
        "w:lvl",
        { "w:ilvl": 0 },
        is("w:start", 1),
        is("w:numFmt", format),
        is("w:lvlText", text),
        is("w:lvlJc", "left"),
        element("w:pPr", {}, element("w:ind", { "w:left": 360, "w:hanging": 360 })),
      ),
    );
  const ordered = Array.from({ length: orderedLists }, (_, index) => index + 1);
  return documentRoot(
    "w:numbering",
    kind(0, "bullet", "•"),
    ...ordered.map((id) => kind(id, "decimal", "%1.")),
    ...[0, ...ordered].map((id) => element("w:num", { "w:numId": id + 1 }, is("w:abstractNumId", id))),
  );
}
