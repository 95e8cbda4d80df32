import { element, escaped, writable } from "../xml/index.ts";
import { documentRoot, words } from "./names.ts";
import type { SheetChart } from "./sheets.ts";
import { localeOf } from "./styles.ts";

const ink = "1C2330";
/** The two axes know each other by number. */
const [axis, valueAxis] = [1, 2];

/** The height of a chart in English Metric Units, of which a millimetre has 36 000. */
export function chartHeight({ bars }: SheetChart): number {
  return Math.min(180, 14 + bars.length * 9) * 36_000;
}

/**
 * Horizontal bars as a chart of Word's own: it can be given other colours and read in every size. Each bar's figure stands beside it as
 * it is printed elsewhere, not as Word would round it.
 */
export function chartXml({ bars }: SheetChart, lang: "sv" | "en"): string {
  const points = (tag: (text: string) => string, texts: readonly string[]): string =>
    [
      element("c:ptCount", { val: texts.length }),
      ...texts.map((text, index) => element("c:pt", { idx: index }, tag(text))),
    ].join("");
  const value = (text: string): string => words("c:v", text);
  const series = element(
    "c:ser",
    {},
    element("c:idx", { val: 0 }),
    element("c:order", { val: 0 }),
    element("c:spPr", {}, element("a:solidFill", {}, element("a:srgbClr", { val: "55606F" }))),
    element("c:invertIfNegative", { val: 0 }),
    labels(bars),
    element(
      "c:cat",
      {},
      element(
        "c:strLit",
        {},
        points(
          value,
          bars.map(({ label }) => label),
        ),
      ),
    ),
    element(
      "c:val",
      {},
      element(
        "c:numLit",
        {},
        words("c:formatCode", "General"),
        points(
          value,
          bars.map(({ size }) => String(size)),
        ),
      ),
    ),
  );
  return documentRoot(
    "c:chartSpace",
    element("c:lang", { val: localeOf(lang) }),
    element(
      "c:chart",
      {},
      element("c:autoTitleDeleted", { val: 1 }),
      element(
        "c:plotArea",
        {},
        "<c:layout/>",
        element(
          "c:barChart",
          {},
          element("c:barDir", { val: "bar" }),
          element("c:grouping", { val: "clustered" }),
          element("c:varyColors", { val: 0 }),
          series,
          element("c:gapWidth", { val: 60 }),
          element("c:axId", { val: axis }),
          element("c:axId", { val: valueAxis }),
        ),
        // From the top down, as the bars are listed; the labels stand at the edge also where bars go below nought.
        axisXml("c:catAx", axis, valueAxis, { orientation: "maxMin", isHidden: false }),
        axisXml("c:valAx", valueAxis, axis, { orientation: "minMax", isHidden: true }),
      ),
      element("c:plotVisOnly", { val: 1 }),
      element("c:dispBlanksAs", { val: "gap" }),
    ),
    element("c:spPr", {}, "<a:noFill/>", element("a:ln", {}, "<a:noFill/>")),
    textLook,
  );
}

const textLook = element(
  "c:txPr",
  {},
  "<a:bodyPr/><a:lstStyle/>",
  element(
    "a:p",
    {},
    element(
      "a:pPr",
      {},
      element("a:defRPr", { sz: 950 }, element("a:solidFill", {}, element("a:srgbClr", { val: ink }))),
    ),
    element("a:endParaRPr", { lang: "sv-SE" }),
  ),
);

function labels(bars: SheetChart["bars"]): string {
  const shows = (isShown: boolean): string =>
    [
      element("c:showLegendKey", { val: 0 }),
      element("c:showVal", { val: isShown ? 1 : 0 }),
      element("c:showCatName", { val: 0 }),
      element("c:showSerName", { val: 0 }),
      element("c:showPercent", { val: 0 }),
      element("c:showBubbleSize", { val: 0 }),
    ].join("");
  return element(
    "c:dLbls",
    {},
    ...bars.map(({ text }, index) =>
      element(
        "c:dLbl",
        {},
        element("c:idx", { val: index }),
        element(
          "c:tx",
          {},
          element(
            "c:rich",
            {},
            "<a:bodyPr/>",
            element("a:p", {}, element("a:r", {}, element("a:t", {}, escaped(writable(text))))),
          ),
        ),
        element("c:dLblPos", { val: "outEnd" }),
        shows(true),
      ),
    ),
    element("c:dLblPos", { val: "outEnd" }),
    shows(true),
  );
}

function axisXml(
  name: "c:catAx" | "c:valAx",
  id: number,
  crosses: number,
  { orientation, isHidden }: { readonly orientation: string; readonly isHidden: boolean },
): string {
  return element(
    name,
    {},
    element("c:axId", { val: id }),
    element("c:scaling", {}, element("c:orientation", { val: orientation })),
    element("c:delete", { val: isHidden ? 1 : 0 }),
    element("c:axPos", { val: name === "c:catAx" ? "l" : "t" }),
    element("c:majorTickMark", { val: "none" }),
    element("c:minorTickMark", { val: "none" }),
    element("c:tickLblPos", { val: "low" }),
    element("c:crossAx", { val: crosses }),
    element("c:crosses", { val: "autoZero" }),
  );
}
