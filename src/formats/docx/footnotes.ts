import { element } from "../xml/index.ts";
import { documentRoot, paragraph } from "./names.ts";

/** The notes at the foot of the page. Word wants its two lines of separation as the first of them. */
export function footnotesXml(notes: readonly string[]): string {
  const line = (id: number, type: string, mark: string): string =>
    element(
      "w:footnote",
      { "w:type": type, "w:id": id },
      paragraph("FootnoteText", element("w:r", {}, element(mark))),
    );
  return documentRoot(
    "w:footnotes",
    line(-1, "separator", "w:separator"),
    line(0, "continuationSeparator", "w:continuationSeparator"),
    ...notes.map((note, index) =>
      element("w:footnote", { "w:id": index + 1 }, paragraph("FootnoteText", note)),
    ),
  );
}
