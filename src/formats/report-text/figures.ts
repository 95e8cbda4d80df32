import type { Figure, TextPlace } from "./document.ts";

/** Spaces that printers put between thousands. */
const anySpace = /[\u00a0\u2007\u2009\u202f]/g;
const minus = /^[-\u2010\u2011\u2012\u2013\u2212]\s*/;
const dashes = /^[-\u2010-\u2015\u2212.]{1,2}$/;
const marks = /(?:\*+|\s\d\)|[\u00b9\u00b2\u00b3\u2070-\u2079]+)$/;

/** The text with plain spaces. */
export function plainSpaces(text: string): string {
  return text.replace(anySpace, " ");
}

/** One printed number: Swedish and English thousands and decimals, leading or trailing minus, (brackets), percent, a footnote's mark. */
export function readFigure(text: string, place: TextPlace): Figure | undefined {
  const printed = plainSpaces(text).trim();
  let rest = printed.replace(marks, "").trim();
  if (dashes.test(rest)) return { value: 0, decimals: 0, percent: false, dash: true, printed, place };
  let negative = false;
  const bracketed = /^\((.+)\)$/.exec(rest);
  if (bracketed) {
    negative = true;
    rest = (bracketed[1] as string).trim();
  }
  const percent = /\s*%$/.test(rest);
  rest = rest
    .replace(/\s*%$/, "")
    .replace(marks, "")
    .replace(/\s*(?:kr|tkr|mnkr|mkr|SEK|MSEK|TSEK)$/, "")
    .trim();
  if (minus.test(rest)) {
    negative = true;
    rest = rest.replace(minus, "");
  } else if (/^\d.*[-\u2212]$/.test(rest)) {
    negative = true;
    rest = rest.slice(0, -1);
  } else rest = rest.replace(/^\+\s*/, "");
  const number = readDigits(rest);
  if (number === undefined) return undefined;
  return {
    value: negative ? -number.value : number.value,
    decimals: number.decimals,
    percent,
    dash: false,
    printed,
    place,
  };
}

function readDigits(text: string): { value: number; decimals: number } | undefined {
  const swedish = /^(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d{1,4}))?$/.exec(text);
  if (swedish) {
    const [, whole = "", fraction = ""] = swedish;
    // "1,234" is a thousand in English and 1,234 in Swedish; three digits after one comma are read by what is usual in tables: thousands.
    if (fraction.length === 3 && text.includes(",") && whole.length <= 3 && whole !== "0")
      return { value: Number(whole + fraction), decimals: 0 };
    return { value: Number(`${whole.replaceAll(" ", "")}.${fraction || "0"}`), decimals: fraction.length };
  }
  const english = /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,4}))?$/.exec(text);
  if (english) {
    const [, whole = "", fraction = ""] = english;
    return { value: Number(`${whole.replaceAll(",", "")}.${fraction || "0"}`), decimals: fraction.length };
  }
  const dotted = /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,4}))?$/.exec(text);
  if (!dotted) return undefined;
  const [, whole = "", fraction = ""] = dotted;
  return { value: Number(`${whole.replaceAll(".", "")}.${fraction || "0"}`), decimals: fraction.length };
}

const start = /^(?:[-+\u2012\u2013\u2212(]?\d{1,3})$/;
const whole = /^[-+\u2012\u2013\u2212(]?\d+(?:[.,]\d+)*\)?%?\*{0,3}$/;
const group = /^\d{3}$/;
const lastGroup = /^\d{3}(?:[.,]\d{1,4})?\)?%?\*{0,3}$/;

/**
 * The cells at the end of a line of words: from the right as far as the words are numbers or dashes. In plain text the space between
 * thousands and the space between columns look the same, so words are joined only where they can be one number.
 */
export function splitLine(text: string): { readonly label: string; readonly words: readonly string[] } {
  const words = plainSpaces(text).trim().split(" ").filter(Boolean);
  let from = words.length;
  while (from > 0) {
    const word = words[from - 1] as string;
    if (whole.test(word) || dashes.test(word) || /^%\*{0,3}$/.test(word)) from--;
    else break;
  }
  // A dash that ends the label belongs to it: "Not 3 -".
  return { label: words.slice(0, from).join(" "), words: words.slice(from) };
}

/** The ways to read the words as cells, the joining one first; at most some, for a long row of threes has many. */
export function groupings(words: readonly string[], columns?: number): string[][] {
  const found: string[][] = [];
  const walk = (at: number, cells: string[]): void => {
    if (found.length >= 200) return;
    if (at >= words.length) {
      if (columns === undefined || cells.length === columns) found.push(cells);
      return;
    }
    if (columns !== undefined && cells.length >= columns) return;
    const word = words[at] as string;
    if (word.startsWith("%")) return;
    for (const length of [3, 2, 1, 0]) {
      const parts = words.slice(at + 1, at + 1 + length);
      if (parts.length < length) continue;
      const isNumber =
        length === 0 ||
        (start.test(word) &&
          parts.slice(0, -1).every((part) => group.test(part)) &&
          lastGroup.test(parts.at(-1) as string) &&
          word.replace(/^[-+\u2012\u2013\u2212(]/, "") !== "0");
      if (!isNumber) continue;
      let cell = [word, ...parts].join(" ");
      let next = at + 1 + length;
      // "- 25,9": a sign that stands apart, only where the columns ask for it.
      if (length === 0 && dashes.test(word) && columns !== undefined && next < words.length) {
        const after = words[next] as string;
        if (/^\d/.test(after) && !(words[next + 1] ?? "").startsWith("%"))
          walk(next + 1, [...cells, `-${after}`]);
      }
      if (/^%\*{0,3}$/.test(words[next] ?? "")) cell += ` ${words[next++] ?? ""}`;
      walk(next, [...cells, cell]);
      if (columns === undefined && found.length > 0) return;
    }
  };
  walk(0, []);
  return found;
}

/** Of several ways to read a row, the one whose cells are most alike in size: columns of a row seldom differ a thousandfold. */
export function likeliest(ways: readonly string[][]): string[] | undefined {
  return ways.toSorted((a, b) => spread(a) - spread(b))[0];
}

/** How unlike in size the cells are, as powers of ten. */
export function spread(cells: readonly string[]): number {
  const sizes = cells
    .map((cell) => readFigure(cell, { line: 0 }))
    .filter((figure) => figure !== undefined && !figure.dash && figure.value !== 0)
    .map((figure) => Math.log10(Math.abs((figure as Figure).value)));
  return sizes.length < 2 ? 0 : Math.max(...sizes) - Math.min(...sizes);
}
