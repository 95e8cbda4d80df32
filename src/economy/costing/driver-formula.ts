import { type Micro, micro, microPerUnit, parseMicro } from "../../kernel/index.ts";

/**
 * A computed driver (beräknad fördelningsgrund): a formula over other drivers, `headcount - seasonal`, with + - * /,
 * numbers and parentheses. A hyphen without blanks around it belongs to the code: `m2-available` is one driver.
 */
export type Formula =
  | { readonly kind: "number"; readonly text: string; readonly valueMicro: Micro }
  | { readonly kind: "driver"; readonly driver: string }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    };

export type Operator = "+" | "-" | "*" | "/";

/** Where and why a formula cannot be read. */
export interface FormulaFault {
  /** First character is 1. */
  readonly column: number;
  readonly sv: string;
  readonly en: string;
}

interface Token {
  readonly kind: "number" | "driver" | "sign" | "end";
  readonly text: string;
  readonly column: number;
}

const number = /^\d+([.,]\d+)?(?![\p{L}\d_])/u;
const code = /^[\p{L}_][\p{L}\d_.]*(-[\p{L}\d_.]+)*/u;
/** Deeper nesting than any person writes; keeps the reader from a stack overflow. */
const deepest = 50;

/** Reads a formula: * and / before + and -, from left to right. */
export function readFormula(text: string): Formula | FormulaFault {
  const tokens = tokensOf(text);
  if ("sv" in tokens) return tokens;
  let at = 0;
  const faults: FormulaFault[] = [];
  const peek = (): Token => tokens[at] as Token;
  const fail = (sv: string, en: string): Formula => {
    faults.push({ column: peek().column, sv, en });
    return { kind: "number", text: "0", valueMicro: micro(0) };
  };
  function operand(depth: number): Formula {
    const token = peek();
    if (depth > deepest) return fail("färre parenteser i varandra", "fewer nested parentheses");
    if (token.kind === "number") {
      const valueMicro = parseMicro(token.text);
      if (valueMicro === undefined) return fail("högst sex decimaler", "at most six decimals");
      at += 1;
      return { kind: "number", text: token.text, valueMicro };
    }
    if (token.kind === "driver") {
      at += 1;
      return { kind: "driver", driver: token.text };
    }
    if (token.text !== "(") return fail("en fördelningsgrund, ett tal eller (", "a driver, a number or (");
    at += 1;
    const inner = terms(depth + 1);
    if (peek().text !== ")") return fail("slutparentes )", "a closing parenthesis )");
    at += 1;
    return inner;
  }
  function chain(operators: readonly string[], next: () => Formula): Formula {
    let left = next();
    while (faults.length === 0 && peek().kind === "sign" && operators.includes(peek().text)) {
      const operator = peek().text as Operator;
      at += 1;
      left = { kind: "operation", operator, left, right: next() };
    }
    return left;
  }
  const factors = (depth: number): Formula => chain(["*", "/"], () => operand(depth));
  function terms(depth: number): Formula {
    return chain(["+", "-"], () => factors(depth));
  }
  const formula = terms(0);
  if (faults.length === 0 && peek().kind !== "end") fail("+ - * / eller slut", "+ - * / or the end");
  return faults[0] ?? formula;
}

function tokensOf(text: string): Token[] | FormulaFault {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const blank = /^\s+/.exec(rest);
    if (blank) {
      at += blank[0].length;
      continue;
    }
    const column = at + 1;
    const found = number.exec(rest)?.[0];
    const name = code.exec(rest)?.[0];
    if (found !== undefined) tokens.push({ kind: "number", text: found, column });
    else if (name !== undefined) tokens.push({ kind: "driver", text: name, column });
    else if ("+-*/()".includes(rest.charAt(0))) tokens.push({ kind: "sign", text: rest.charAt(0), column });
    else
      return { column, sv: "ett tecken som hör till en formel", en: "a character that belongs to a formula" };
    at += (tokens.at(-1) as Token).text.length;
  }
  tokens.push({ kind: "end", text: "", column: text.length + 1 });
  return tokens;
}

/** The drivers a formula reads, each once, in order of appearance. */
export function driversIn(formula: Formula): string[] {
  if (formula.kind === "number") return [];
  if (formula.kind === "driver") return [formula.driver];
  return [...new Set([...driversIn(formula.left), ...driversIn(formula.right)])];
}

/** An exact number: numerator / denominator, the denominator above zero. */
interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/**
 * The value of a formula, computed in exact fractions and rounded once, half away from zero, to a millionth. A driver
 * that has no value for the subject counts as zero, but where none of them has one the formula has none either.
 * `no-number`: a division by zero, or more than can be kept.
 */
export function evaluateFormula(
  formula: Formula,
  read: (driver: string) => Micro | undefined,
): Micro | undefined | "no-number" {
  if (driversIn(formula).every((driver) => read(driver) === undefined)) return undefined;
  const value = rational(formula, read);
  if (value === undefined) return "no-number";
  const top = value.top * BigInt(microPerUnit) * 2n;
  const size = top < 0n ? -top : top;
  // Half away from zero: floor(x + 1/2) of the size, the sign put back.
  const rounded = (size + value.bottom) / (value.bottom * 2n);
  const result = Number(top < 0n ? -rounded : rounded);
  return Number.isSafeInteger(result) ? micro(result) : "no-number";
}

function rational(formula: Formula, read: (driver: string) => Micro | undefined): Rational | undefined {
  const unit = BigInt(microPerUnit);
  if (formula.kind === "number") return { top: BigInt(formula.valueMicro), bottom: unit };
  if (formula.kind === "driver") return { top: BigInt(read(formula.driver) ?? 0), bottom: unit };
  const left = rational(formula.left, read);
  const right = rational(formula.right, read);
  if (left === undefined || right === undefined) return undefined;
  switch (formula.operator) {
    case "+":
      return { top: left.top * right.bottom + right.top * left.bottom, bottom: left.bottom * right.bottom };
    case "-":
      return { top: left.top * right.bottom - right.top * left.bottom, bottom: left.bottom * right.bottom };
    case "*":
      return { top: left.top * right.top, bottom: left.bottom * right.bottom };
    case "/": {
      if (right.top === 0n) return undefined;
      const sign = right.top < 0n ? -1n : 1n;
      return { top: left.top * right.bottom * sign, bottom: left.bottom * right.top * sign };
    }
    default:
      return formula.operator satisfies never;
  }
}
