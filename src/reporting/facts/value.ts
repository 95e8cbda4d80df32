import { unreachable } from "../../kernel/index.ts";

/**
 * What a formula gives. Numbers are exact fractions on the scale they are printed in (85 per cent is 85), amounts in öre; a date may be
 * a year, a month, a day or a season and is a text. Nothing measured is a value of its own, and not zero.
 */
export type Value =
  | { readonly kind: "number"; readonly unit: NumberUnit; readonly top: bigint; readonly bottom: bigint }
  | { readonly kind: "text"; readonly unit: "date" | "code"; readonly text: string }
  | { readonly kind: "truth"; readonly is: boolean }
  | { readonly kind: "nothing" };

/** `ore` is money; `number` is what has no unit and goes with any. */
export type NumberUnit =
  | "ore"
  | "number"
  | "count"
  | "percent"
  | "index"
  | "fte"
  | "days"
  | "months"
  | "years"
  | "hours";
export type NumberValue = Extract<Value, { kind: "number" }>;

export const nothing: Value = { kind: "nothing" };
export const truth = (is: boolean): Value => ({ kind: "truth", is });
export const textValue = (text: string, unit: "date" | "code" = "code"): Value => ({
  kind: "text",
  unit,
  text,
});

/** An exact number; a negative denominator moves its sign to the top. */
export function numberValue(
  top: bigint | number,
  { bottom = 1n, unit = "number" }: { readonly bottom?: bigint | number; readonly unit?: NumberUnit } = {},
): NumberValue {
  const [over, under] = [BigInt(top), BigInt(bottom)];
  return under < 0n
    ? { kind: "number", unit, top: -over, bottom: -under }
    : { kind: "number", unit, top: over, bottom: under };
}

/** A decimal text with point or comma, exactly; undefined where it is no number. */
export function decimalValue(text: string, unit: NumberUnit = "number"): NumberValue | undefined {
  const found = /^([-\u2212]?)(\d+)(?:[.,](\d+))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ""));
  if (found === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = found;
  const top = BigInt(whole + fraction);
  return numberValue(sign === "" ? top : -top, { bottom: 10n ** BigInt(fraction.length), unit });
}

/** An amount in a printed unit, as öre. */
export function moneyValue(text: string, per: "kr" | "tkr" | "mnkr"): NumberValue | undefined {
  const read = decimalValue(text);
  return read && numberValue(read.top * orePer[per], { bottom: read.bottom, unit: "ore" });
}

export const orePer = { kr: 100n, tkr: 100_000n, mnkr: 100_000_000n } as const;

export function compare(a: NumberValue, b: NumberValue): -1 | 0 | 1 {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Rounded half away from zero to so many decimals, as an integer of that many decimals. For print only. */
export function roundedTo({ top, bottom }: NumberValue, decimals: number): bigint {
  const scaled = (top < 0n ? -top : top) * 10n ** BigInt(decimals);
  const steps = (scaled * 2n + bottom) / (bottom * 2n);
  return top < 0n ? -steps : steps;
}

/** The value as one text that is the same for the same value: what is kept when somebody says that it is right. */
export function exactText(value: Value): string {
  switch (value.kind) {
    case "number": {
      const divisor = greatestCommon(value.top < 0n ? -value.top : value.top, value.bottom);
      return `${value.top / divisor}${value.bottom === divisor ? "" : `/${value.bottom / divisor}`} ${value.unit}`;
    }
    case "text":
      return value.text;
    case "truth":
      return value.is ? "true" : "false";
    case "nothing":
      return "";
    default:
      return unreachable(value);
  }
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
