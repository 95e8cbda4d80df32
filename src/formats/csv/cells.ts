import {
  closest,
  type Day,
  parseDay,
  parseKronor,
  parseMicro,
  parsePeriod,
  type Period,
} from "../../kernel/index.ts";
import type { ColumnSpec } from "./columns.ts";
import type { CsvProblemCode } from "./problems.ts";

/** Why a cell is not what its column holds. */
export class CellFault {
  readonly code: CsvProblemCode;
  readonly sv: string | undefined;
  readonly en: string | undefined;
  constructor(code: CsvProblemCode, sv?: string, en?: string) {
    this.code = code;
    this.sv = sv;
    this.en = en;
  }
}

export type CellValue = string | number | boolean | undefined;

const yes = new Set(["1", "ja", "j", "yes", "y", "true", "sant", "x"]);
const no = new Set(["0", "nej", "n", "no", "false", "falskt"]);

/** A reader of one column's cells, with a memory for the days and months that repeat. */
export function cellReader(column: ColumnSpec): (text: string) => CellValue | CellFault {
  const days = new Map<string, Day | undefined>();
  const periods = new Map<string, Period | undefined>();
  const mayBeEmpty = column.empty === true || column.optional === true;
  const isText = column.type === "text" || column.type === "code";
  return (text) => {
    if (text === "") {
      if (mayBeEmpty) return isText ? "" : undefined;
      return new CellFault("csv.empty-cell");
    }
    switch (column.type) {
      case "text":
        return hasControl(text, true) ? new CellFault("csv.control-character") : unguarded(text);
      case "code":
        return hasControl(text, false) ? new CellFault("csv.control-character") : unguarded(text);
      case "kronor":
        return plainDecimal(text, 2) ?? kronorOf(text);
      case "micro":
        return plainDecimal(text, 6) ?? parseMicro(text) ?? new CellFault("csv.bad-number");
      case "whole":
        return wholeOf(text) ?? new CellFault("csv.bad-whole-number");
      case "day":
        return remembered(days, text, parseDay) ?? new CellFault("csv.bad-day");
      case "period":
        return remembered(periods, text, parsePeriod) ?? new CellFault("csv.bad-period");
      case "flag":
        return yes.has(text.toLowerCase())
          ? true
          : no.has(text.toLowerCase())
            ? false
            : new CellFault("csv.bad-flag");
      case "choice":
        return choiceOf(text, column.values ?? []);
      default:
        return text;
    }
  };
}

/**
 * A decimal number as most cells have it: at most nine digits, perhaps a minus, a point or a comma and no more decimals
 * than are kept. Undefined means that the kernel's own reading is to be asked, which this agrees with.
 */
export function plainDecimal(text: string, decimals: 2 | 6): number | undefined {
  const negative = text.charCodeAt(0) === 45;
  let value = 0;
  let point = -1;
  let i = negative ? 1 : 0;
  // Nine digits and six decimals stay below 2^53; longer numbers take the careful way.
  if (i === text.length || text.length - i > 9) return undefined;
  for (; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if ((digit === -2 || digit === -4) && point < 0) point = i;
    else return undefined;
  }
  const after = point < 0 ? 0 : text.length - 1 - point;
  if (after > decimals || (point >= 0 && (after === 0 || point === (negative ? 1 : 0)))) return undefined;
  for (let k = after; k < decimals; k++) value *= 10;
  return negative && value !== 0 ? -value : value;
}

function remembered<T>(
  known: Map<string, T | undefined>,
  text: string,
  parse: (text: string) => T | undefined,
) {
  const value = known.get(text);
  if (value !== undefined) return value;
  const parsed = parse(text);
  if (known.size < 10_000) known.set(text, parsed);
  return parsed;
}

/** "1,000" may be a thousand kronor to its writer and one krona to its reader, so it is neither. */
function kronorOf(text: string): number | CellFault {
  if (/[.,]\d{3,}\s*$/.test(text)) {
    return new CellFault("csv.bad-amount", "den har mer än två decimaler", "it has more than two decimals");
  }
  return parseKronor(text) ?? new CellFault("csv.bad-amount");
}

function wholeOf(text: string): number | undefined {
  const plain = text.replace(/\u2212/g, "-").replace(/\s/g, "");
  const value = /^-?\d{1,15}$/.test(plain) ? Number(plain) : undefined;
  return value === 0 ? 0 : value;
}

function choiceOf(text: string, values: readonly string[]): string | CellFault {
  if (values.includes(text)) return text;
  const lower = text.toLowerCase();
  const found = values.find((value) => value.toLowerCase() === lower);
  if (found !== undefined) return found;
  const near = closest(text, values);
  return near === undefined
    ? new CellFault("csv.bad-choice", `tillåtna är ${values.join(", ")}`, `allowed are ${values.join(", ")}`)
    : new CellFault("csv.bad-choice", `menades ${near}?`, `did you mean ${near}?`);
}

/** Control characters, of which a text may hold line ends and tabs. */
function hasControl(text: string, mayBreak: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 31 && code !== 127) continue;
    if (!mayBreak || (code !== 9 && code !== 10 && code !== 13)) return true;
  }
  return false;
}

/** What a spreadsheet would take for a formula, also behind apostrophes that guard it. */
export const formulaStart = /^'*[=+\-@\t\r＝＋－＠]/u;

/** A text as it was before `writeTable` guarded it. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text;
}

/** A text no spreadsheet takes for a formula: one apostrophe is put before it. */
export function guarded(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}
