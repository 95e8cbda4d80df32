import { unreachable } from "../../kernel/index.ts";
import type { Run } from "../pdf/index.ts";
import { element } from "../xml/index.ts";
import { is, textRun } from "./names.ts";
import type { Sheets } from "./sheets.ts";

/** Running text as runs of a paragraph. A link leads out of the document only by http and mailto. */
export function runsXml(
  runs: readonly Run[],
  sheets: Sheets,
  { look = [], isInNote = false }: { readonly look?: readonly string[]; readonly isInNote?: boolean } = {},
): string {
  return runs.map((run) => runXml(run, sheets, look, isInNote)).join("");
}

function runXml(run: Run, sheets: Sheets, look: readonly string[], isInNote: boolean): string {
  const inner = (of: readonly Run[], more: string): string =>
    runsXml(of, sheets, { look: inOrder([...look, more]), isInNote });
  switch (run.k) {
    case "t":
      return textRun(run.v, ...look);
    case "b":
      return inner(run.c, bold);
    case "i":
      return inner(run.c, italic);
    case "bad":
      return inner(run.c, doesNotHold);
    case "l":
      return /^(?:https?:|mailto:)/i.test(run.h)
        ? element(
            "w:hyperlink",
            { "r:id": sheets.link(run.h, isInNote) },
            inner(run.c, is("w:rStyle", "Hyperlink")),
          )
        : runsXml(run.c, sheets, { look, isInNote });
    case "n": {
      // A note within a note has nowhere to stand: Word knows none, so it is said where it is.
      if (isInNote) return runsXml(run.c, sheets, { look, isInNote });
      const mark = element(
        "w:r",
        {},
        element("w:rPr", {}, is("w:rStyle", "FootnoteReference")),
        element("w:footnoteRef"),
      );
      const note = `${mark}${textRun(" ")}${runsXml(run.c, sheets, { isInNote: true })}`;
      const number = sheets.footnote(note);
      return element(
        "w:r",
        {},
        element("w:rPr", {}, is("w:rStyle", "FootnoteReference")),
        element("w:footnoteReference", { "w:id": number }),
      );
    }
    default:
      return unreachable(run);
  }
}

export const bold = "<w:b/>";
export const italic = "<w:i/>";
/** Red and heavy, and a style by name: whoever edits the document finds every such place. */
export const doesNotHold = is("w:rStyle", "DoesNotHold");

/** The schema wants the style of a run first and one at most; the innermost holds. */
function inOrder(look: readonly string[]): readonly string[] {
  const styles = look.filter((one) => one.startsWith("<w:rStyle"));
  const others = [...new Set(look.filter((one) => !one.startsWith("<w:rStyle")))].toSorted();
  return [...styles.slice(-1), ...others];
}
