import { applyPair, type Applied } from "./arithmetic.ts";
import type { Asking, Evaluation, SourceRow } from "./evaluate.ts";
import type { Formula } from "./formula.ts";
import { compare, nothing, numberValue, orePer, roundedTo, truth, type Value } from "./value.ts";

type Call = Extract<Formula, { is: "call" }>;
const wrong: Applied = { ok: false, code: "facts.unknown-function" };
const given = (value: Value): Applied => ({ ok: true, value });

/** The functions there are, with what they take: docs/report-language.md lists the same. */
export const functionNames = [
  "count",
  "sum",
  "share",
  "cell",
  "percent",
  "growth",
  "abs",
  "rounded",
  "just-over",
  "min",
  "max",
] as const;

/** Counts, sums and picks rows of registers; shares and growth name what they are of; the rest is arithmetic. */
export function callFunction(evaluation: Evaluation, call: Call, asking: Asking): Applied {
  const { name, of } = call;
  if (name === "count" || name === "share" || name === "sum" || name === "cell")
    return overRows(evaluation, call, asking);
  const values = of.map((one) => evaluation.value(one, asking));
  const [a, b] = values;
  if (a === undefined) return wrong;
  if (values.some((value) => value.kind === "nothing"))
    return given(name === "just-over" ? truth(false) : nothing);
  if (values.some((value) => value.kind !== "number")) return wrong;
  const numbers = values.flatMap((value) => (value.kind === "number" ? [value] : []));
  const [x, y] = numbers;
  if (x === undefined) return wrong;
  switch (name) {
    case "abs":
      return given(x.top < 0n ? numberValue(-x.top, x) : x);
    case "rounded": {
      const decimals = Number(y?.top ?? 0n);
      if (y !== undefined && (y.bottom !== 1n || decimals < 0 || decimals > 9)) return wrong;
      // An amount is rounded as it is printed, in mnkr.
      const scale = x.unit === "ore" ? orePer.mnkr : 1n;
      const steps = roundedTo(numberValue(x.top, { bottom: x.bottom * scale }), decimals);
      return given(numberValue(steps * scale, { bottom: 10n ** BigInt(decimals), unit: x.unit }));
    }
    case "min":
    case "max":
      return given(
        numbers.reduce((best, one) => (compare(one, best) === (name === "min" ? -1 : 1) ? one : best), x),
      );
    case "percent":
    case "growth":
    case "just-over":
      return y === undefined || b === undefined ? wrong : ratio(name, x, y);
    default:
      return wrong;
  }
}

function ratio(
  name: "percent" | "growth" | "just-over",
  a: Extract<Value, { kind: "number" }>,
  b: Extract<Value, { kind: "number" }>,
): Applied {
  if (name === "just-over") {
    // Drygt: more, and at most a twentieth more.
    const difference = applyPair("-", a, b);
    if (!difference.ok) return difference;
    const about = applyPair("~", a, b);
    return about.ok && about.value.kind === "truth"
      ? given(truth(about.value.is && compare(a, b) > 0))
      : about;
  }
  if (b.top === 0n) return { ok: false, code: "facts.nothing-to-divide-by" };
  const top = name === "percent" ? { ok: true as const, value: a } : applyPair("-", a, b);
  if (!top.ok || top.value.kind !== "number") return top;
  if ((top.value.unit === "ore") !== (b.unit === "ore")) return { ok: false, code: "facts.units" };
  // Growth is of the size of what it grows from: a cost that grows is an increase whatever its sign.
  const size = name === "growth" && b.top < 0n ? -b.top : b.top;
  return given(
    numberValue(signed(name, top.value.top, b.top) * b.bottom * 100n, {
      bottom: top.value.bottom * (name === "growth" ? size : b.top),
      unit: "percent",
    }),
  );
}

function signed(name: "percent" | "growth", top: bigint, against: bigint): bigint {
  return name === "growth" && against < 0n ? -top : top;
}

/** The first value names the register; a condition and a column are read row by row. */
function overRows(evaluation: Evaluation, { name, of }: Call, asking: Asking): Applied {
  const [first, second, third] = of;
  if (first?.is !== "name") return wrong;
  const register = first.path.join(".");
  const rows = evaluation.rows(register);
  if (rows === undefined) return wrong;
  asking.reads.add(`register:${register}`);
  const where = (condition: Formula | undefined): readonly SourceRow[] =>
    condition === undefined
      ? rows
      : rows.filter((row) => {
          const found = evaluation.value(condition, { ...asking, row });
          return found.kind === "truth" && found.is;
        });
  switch (name) {
    case "count":
      return given(numberValue(where(second).length, { unit: "count" }));
    case "share": {
      // Of all rows, or of those that the third value takes.
      if (second === undefined) return wrong;
      const whole = where(third);
      if (whole.length === 0) return { ok: false, code: "facts.nothing-to-divide-by" };
      const part = new Set(where(second));
      const both = whole.filter((row) => part.has(row)).length;
      return given(numberValue(both * 100, { bottom: whole.length, unit: "percent" }));
    }
    case "sum": {
      if (second?.is !== "name") return wrong;
      return where(third).reduce<Applied>((sum, row) => {
        const cell = row[second.path.join(".")];
        if (!sum.ok || cell === undefined || cell.kind === "nothing") return sum;
        return sum.value.kind === "nothing" ? given(cell) : applyPair("+", sum.value, cell);
      }, given(nothing));
    }
    default: {
      // cell(register, condition, column): the one row there is.
      if (second === undefined || third?.is !== "name") return wrong;
      const found = where(second);
      return found.length === 1 ? given(found[0]?.[third.path.join(".")] ?? nothing) : wrong;
    }
  }
}
