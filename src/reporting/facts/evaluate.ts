import { closest, type Problem, unreachable } from "../../kernel/index.ts";
import { applyPair, type Applied } from "./arithmetic.ts";
import { type Formula, parseFormula } from "./formula.ts";
import { callFunction } from "./functions.ts";
import { factRead } from "./kept-fact.ts";
import { problemOf } from "./problems.ts";
import { decimalValue, moneyValue, nothing, numberValue, textValue, truth, type Value } from "./value.ts";

/** A row of a register, as its columns. */
export type SourceRow = Readonly<Record<string, Value>>;

/** Where a formula reads: statements, registers and measures of one year. */
export interface Sources {
  readonly year: number;
  /** The value at a path: ["income", "staff", "actual"]. Undefined when there is no such place. */
  at(path: readonly string[]): Value | undefined;
  /** The rows of a register. */
  rows(register: string): readonly SourceRow[] | undefined;
  /** All paths, for who misspelt one. */
  known(): readonly string[];
}

/** A figure that the report can print, as somebody declared it. */
export interface FactDefinition {
  readonly fact: string;
  readonly formula: string;
}

export interface Evaluated {
  readonly value: Value;
  /** What was read, by path or register: a change of these and of nothing else changes the fact. */
  readonly reads: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * Computes facts and formulas, each once. A formula that cannot be computed gives nothing and says why; what does not depend on it
 * is unharmed.
 */
export class Evaluation {
  readonly #definitions: ReadonlyMap<string, FactDefinition>;
  readonly #sources: Sources;
  readonly #done: Map<string, Evaluated>;
  readonly #again = new Set<string>();
  /** The facts that are being computed, outermost first: meeting one of them again is a circle. */
  readonly #open: string[] = [];

  /** `fresh` are facts that are known and need not be computed again. */
  constructor(
    definitions: ReadonlyMap<string, FactDefinition>,
    sources: Sources,
    fresh: ReadonlyMap<string, Evaluated> = new Map(),
  ) {
    this.#definitions = definitions;
    this.#sources = sources;
    this.#done = new Map(fresh);
  }

  /** The facts that have been computed, and not taken as they were. */
  get again(): ReadonlySet<string> {
    return this.#again;
  }

  /** The year that the report is of. */
  get year(): number {
    return this.#sources.year;
  }

  /** The rows of a register, for lists. */
  rows(register: string): readonly SourceRow[] | undefined {
    return this.#sources.rows(register);
  }

  /** The paths and facts there are. */
  known(): readonly string[] {
    return [...this.#definitions.keys(), ...this.#sources.known()];
  }

  /** The fact of a name. */
  fact(name: string): Evaluated | undefined {
    const definition = this.#definitions.get(name);
    if (definition === undefined) return undefined;
    const done = this.#done.get(name);
    if (done !== undefined) return done;
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name].join(" -> ");
      return failed(
        problemOf(
          "facts.circle",
          { text: name },
          {
            message_sv: `${circle} går i ring.`,
            message_en: `${circle} goes round.`,
          },
        ),
      );
    }
    this.#open.push(name);
    this.#again.add(name);
    const found = this.formula(definition.formula);
    this.#open.pop();
    const told = { ...found, problems: found.problems.map((problem) => ({ ...problem, text: name })) };
    this.#done.set(name, told);
    return told;
  }

  /** A formula that stands in a text. `row` gives the columns of a register's row by their names. */
  formula(text: string, row?: SourceRow): Evaluated {
    const parsed = parseFormula(text);
    if (!parsed.ok)
      return failed(
        problemOf(
          "facts.unreadable-formula",
          { text },
          {
            message_sv: `${text}: vid tecken ${parsed.at + 1} står ${parsed.found === "" ? "slutet" : `"${parsed.found}"`} där det inte kan stå.`,
            message_en: `${text}: at character ${parsed.at + 1} there is ${parsed.found === "" ? "the end" : `"${parsed.found}"`} where it cannot be.`,
          },
        ),
      );
    const reads = new Set<string>();
    const problems: Problem[] = [];
    const value = this.value(parsed.formula, { reads, problems, text, row });
    return { value: problems.some((one) => one.severity === "stop") ? nothing : value, reads, problems };
  }

  /** The value of a node, noting what it reads and what is wrong. */
  value(formula: Formula, asking: Asking): Value {
    switch (formula.is) {
      case "number":
        return (
          (formula.unit === ""
            ? decimalValue(formula.text)
            : moneyValue(formula.text, formula.unit as "kr" | "tkr" | "mnkr")) ?? nothing
        );
      case "text":
        return textValue(formula.text);
      case "name":
        return this.#named(formula.path, asking);
      case "call":
        return this.#applied(callFunction(this, formula, asking), formula.name, asking);
      case "not": {
        const of = this.value(formula.of, asking);
        return of.kind === "truth" ? truth(!of.is) : of;
      }
      case "minus": {
        const of = this.value(formula.of, asking);
        return of.kind === "number" ? numberValue(-of.top, of) : of;
      }
      case "pair": {
        const a = this.value(formula.a, asking);
        const b = this.value(formula.b, asking);
        return this.#applied(applyPair(formula.by, a, b), formula.by, asking);
      }
      default:
        return unreachable(formula);
    }
  }

  #applied(found: Applied, by: string, { problems, text }: Asking): Value {
    if (found.ok) return found.value;
    const sentences = {
      "facts.units": [
        `${by} går inte mellan värdena i ${text}.`,
        `${by} does not go between the values of ${text}.`,
      ],
      "facts.nothing-to-divide-by": [`${text} delar med noll.`, `${text} divides by zero.`],
      "facts.unknown-function": [
        `${by} i ${text} finns inte eller tar andra värden.`,
        `${by} in ${text} is not there or takes other values.`,
      ],
    } as const;
    const [message_sv, message_en] = sentences[found.code];
    problems.push(problemOf(found.code, { text }, { message_sv, message_en }));
    return nothing;
  }

  #named(path: readonly string[], asking: Asking): Value {
    const name = path.join(".");
    const column = asking.row?.[name];
    if (column !== undefined) return column;
    if (name === "year" || name === "år") return numberValue(this.#sources.year);
    const fact = this.fact(name);
    if (fact !== undefined) {
      asking.reads.add(`${factRead}${name}`);
      for (const read of fact.reads) asking.reads.add(read);
      asking.problems.push(...fact.problems);
      return fact.value;
    }
    const value = this.#sources.at(path);
    if (value !== undefined) {
      asking.reads.add(name);
      return value;
    }
    // Read in vain: when it comes, whoever asked for it is to be computed again.
    asking.reads.add(name);
    const near = closest(name, this.known());
    asking.problems.push(
      problemOf(
        "facts.unknown-name",
        { text: name },
        {
          message_sv: `${name} finns varken bland fakta, rapporter eller register${near === undefined ? "" : `; menade du ${near}`}.`,
          message_en: `${name} is neither a fact, a statement's cell nor a register's${near === undefined ? "" : `; did you mean ${near}`}.`,
        },
      ),
    );
    return nothing;
  }
}

/** What one evaluation of one formula notes on its way. */
export interface Asking {
  readonly reads: Set<string>;
  readonly problems: Problem[];
  readonly text: string;
  readonly row: SourceRow | undefined;
}

function failed(problem: Problem): Evaluated {
  return { value: nothing, reads: new Set(), problems: [problem] };
}
