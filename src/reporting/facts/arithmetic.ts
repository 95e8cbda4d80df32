import type { Operator } from "./formula.ts";
import {
  compare,
  nothing,
  type NumberUnit,
  type NumberValue,
  numberValue,
  truth,
  type Value,
} from "./value.ts";

export type Applied =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly code: "facts.units" | "facts.nothing-to-divide-by" | "facts.unknown-function";
    };

const given = (value: Value): Applied => ({ ok: true, value });
const units: Applied = { ok: false, code: "facts.units" };

/** Two values by an operator. With nothing on a side there is nothing to compute and a comparison does not hold. */
export function applyPair(by: Operator, a: Value, b: Value): Applied {
  if (by === "and" || by === "or") {
    if (a.kind !== "truth" || b.kind !== "truth")
      return a.kind === "nothing" || b.kind === "nothing" ? given(truth(false)) : units;
    return given(truth(by === "and" ? a.is && b.is : a.is || b.is));
  }
  const comparison = isComparison(by) ? by : undefined;
  if (a.kind === "nothing" || b.kind === "nothing") {
    if (by === "=" || by === "!=") return given(truth((a.kind === b.kind) === (by === "=")));
    return given(comparison === undefined ? nothing : truth(false));
  }
  if (a.kind === "text" && b.kind === "text")
    return comparison !== undefined ? given(truth(holds(comparison, order(a.text, b.text)))) : units;
  if (a.kind === "truth" || b.kind === "truth") {
    if (by !== "=" && by !== "!=") return units;
    return given(truth((asWord(a) === asWord(b)) === (by === "=")));
  }
  if (a.kind === "text" || b.kind === "text") {
    // A year is a number in one register and a date in another: they are compared by how they are written.
    return comparison !== undefined ? given(truth(holds(comparison, order(asWord(a), asWord(b))))) : units;
  }
  if (by === "~") return sameUnit(a, b) === undefined ? units : given(truth(isAbout(a, b)));
  if (comparison !== undefined)
    return sameUnit(a, b) === undefined ? units : given(truth(holds(comparison, compare(a, b))));
  return computed(by, a, b);
}

function computed(by: Operator, a: NumberValue, b: NumberValue): Applied {
  if (by === "*") {
    if (a.unit === "ore" && b.unit === "ore") return units;
    const unit = a.unit === "number" ? b.unit : a.unit;
    return given(numberValue(a.top * b.top, { bottom: a.bottom * b.bottom, unit }));
  }
  if (by === "/") {
    if (b.top === 0n) return { ok: false, code: "facts.nothing-to-divide-by" };
    if (b.unit === "ore" && a.unit !== "ore") return units;
    const unit = b.unit === "number" || b.unit === "count" ? a.unit : "number";
    return given(numberValue(a.top * b.bottom, { bottom: a.bottom * b.top, unit }));
  }
  const unit = sameUnit(a, b);
  if (unit === undefined) return units;
  const right = by === "+" ? b.top : -b.top;
  return given(numberValue(a.top * b.bottom + right * a.bottom, { bottom: a.bottom * b.bottom, unit }));
}

/** Money goes with money; what has no unit of its own goes with everything but money, and nought with money too. */
function sameUnit(a: NumberValue, b: NumberValue): NumberUnit | undefined {
  if (a.unit === b.unit) return a.unit;
  if (a.unit === "ore" || b.unit === "ore") {
    const other = a.unit === "ore" ? b : a;
    return other.unit === "number" && other.top === 0n ? "ore" : undefined;
  }
  if (a.unit === "number") return b.unit;
  return b.unit === "number" ? a.unit : undefined;
}

/** About (cirka): within five per cent of the right side. */
function isAbout(a: NumberValue, b: NumberValue): boolean {
  const distance = numberValue(absolute(a.top * b.bottom - b.top * a.bottom) * 20n, {
    bottom: a.bottom * b.bottom,
  });
  return compare(distance, numberValue(absolute(b.top), { bottom: b.bottom })) <= 0;
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | "~";

function isComparison(by: Operator): by is Comparison {
  return ["=", "!=", "<", "<=", ">", ">=", "~"].includes(by);
}

function holds(by: Comparison, side: number): boolean {
  const found: Readonly<Record<Comparison, boolean>> = {
    "=": side === 0,
    "~": side === 0,
    "!=": side !== 0,
    "<": side < 0,
    "<=": side <= 0,
    ">": side > 0,
    ">=": side >= 0,
  };
  return found[by];
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function asWord(value: Value): string {
  if (value.kind === "truth") return value.is ? "1" : "0";
  if (value.kind === "number") return value.top % value.bottom === 0n ? String(value.top / value.bottom) : "";
  if (value.kind !== "text") return "";
  return ["ja", "yes", "true"].includes(value.text)
    ? "1"
    : ["nej", "no", "false"].includes(value.text)
      ? "0"
      : value.text;
}
