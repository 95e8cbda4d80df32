import { excerpt, unreachable } from "../../kernel/index.ts";
import type { Language } from "../../platform/language/index.ts";
import type { Statement } from "../../economy/statements/index.ts";
import {
  type Evaluated,
  type Evaluation,
  type Fact,
  factRead,
  type PrintFormat,
  printValue,
  type SourceRow,
  type Value,
} from "../facts/index.ts";
import type { WrittenBlock } from "./blocks.ts";
import type { BoundFigure, FigureState, Finding, Inline } from "./bound.ts";
import { readText, type Written } from "./text.ts";

/** What a chapter is bound with. */
export interface Binding {
  readonly evaluation: Evaluation;
  readonly statements: ReadonlyMap<string, Statement>;
  readonly definitions: ReadonlyMap<string, Fact>;
  /** How a fact stands, by name. */
  readonly standing: (fact: string) => { readonly state: FigureState; readonly was?: string | undefined };
  readonly language: Language;
}

/** Carries what is found on the way through one chapter. */
export class Binder {
  readonly findings: Finding[] = [];
  readonly chapter: string;
  readonly binding: Binding;
  readonly #notes = new Map<string, string>();
  #noteNumber = 0;

  constructor(chapter: string, binding: Binding) {
    this.chapter = chapter;
    this.binding = binding;
  }

  notes(blocks: readonly WrittenBlock[]): void {
    for (const block of blocks) if (block.is === "note") this.#notes.set(block.id, block.text);
  }

  find(
    finding: Omit<Finding, "chapter" | "message_sv" | "message_en">,
    message_sv: string,
    message_en: string,
  ): void {
    this.findings.push({ ...finding, chapter: this.chapter, message_sv, message_en });
  }

  text(text: string, line: number, row?: SourceRow): readonly Inline[] {
    return readText(text).map((part) => this.#inline(part, line, row));
  }

  #inline(part: Written, line: number, row: SourceRow | undefined): Inline {
    switch (part.is) {
      case "text":
        return part;
      case "figure":
        return { is: "figure", ...this.figure(part.formula, part.format, line, row) };
      case "claim":
        return this.#claim(part, line, row);
      case "note": {
        const text = this.#notes.get(part.id);
        this.#noteNumber += 1;
        if (text === undefined)
          this.find(
            { kind: "figure", severity: "warning", line, text: part.id },
            `Fotnoten ${part.id} har ingen text.`,
            `The note ${part.id} has no text.`,
          );
        return {
          is: "note",
          number: this.#noteNumber,
          of: text === undefined ? [] : this.text(text, line, row),
        };
      }
      case "link":
        return {
          is: "link",
          href: safeAddress(part.href),
          of: part.of.map((one) => this.#inline(one, line, row)),
        };
      case "em":
      case "strong":
        return { is: part.is, of: part.of.map((one) => this.#inline(one, line, row)) };
      default:
        return unreachable(part);
    }
  }

  #claim(part: Extract<Written, { is: "claim" }>, line: number, row: SourceRow | undefined): Inline {
    const found = this.binding.evaluation.formula(part.condition, row);
    this.#tell(found, line);
    const holds = found.value.kind === "truth" && found.value.is;
    const of = part.of.map((one) => this.#inline(one, line, row));
    if (!holds)
      this.find(
        { kind: "claim", severity: "error", line, text: part.condition },
        `Påståendet "${excerpt(plainText(of))}" stämmer inte: ${part.condition} (${this.#sides(part.condition, row)}).`,
        `The claim "${excerpt(plainText(of))}" does not hold: ${part.condition} (${this.#sides(part.condition, row)}).`,
      );
    return { is: "claim", of, condition: part.condition, holds };
  }

  /** Both sides of a comparison as they are printed, for who is told that it does not hold. */
  #sides(condition: string, row: SourceRow | undefined): string {
    return condition
      .split(/\s(?:<=|>=|!=|[<>=~])\s|\s(?:and|och|or|eller)\s/)
      .map((side) => {
        const { value, problems } = this.binding.evaluation.formula(side, row);
        return problems.length > 0
          ? "?"
          : printValue(value, {
              language: this.binding.language,
              ...(value.kind === "number" && value.unit === "ore" ? {} : { decimals: 1 }),
            });
      })
      .join(" / ");
  }

  #tell({ problems }: Evaluated, line: number): void {
    for (const problem of problems)
      this.findings.push({
        kind: problem.code === "facts.circle" ? "circle" : "figure",
        severity: problem.severity === "stop" ? "error" : "warning",
        chapter: this.chapter,
        line,
        text: problem.text ?? "",
        message_sv: problem.message_sv,
        message_en: problem.message_en,
        problem,
      });
  }

  /** A figure as it is printed here. A dash stands for nothing to compute, and so does an empty formula. */
  figure(formula: string, format: string, line: number, row?: SourceRow): BoundFigure {
    const { evaluation, definitions, language, standing } = this.binding;
    if (formula === "" || formula === "-")
      return { text: formula === "" ? "" : "–", formula: "", value: { kind: "nothing" }, state: "draft" };
    const found = evaluation.formula(formula, row);
    this.#tell(found, line);
    const failed = found.problems.some((problem) => problem.severity === "stop");
    const definition = definitions.get(formula);
    const { state, was } =
      definition === undefined ? { state: "draft" as const, was: undefined } : standing(formula);
    if (state === "changed")
      this.find(
        { kind: "changed", severity: "warning", line, text: formula },
        `${formula} är inte längre vad som granskades (${was ?? ""}).`,
        `${formula} is no longer what was verified (${was ?? ""}).`,
      );
    const basis = basisOf(found, evaluation.year);
    return {
      text: failed ? `[${formula}?]` : printValue(found.value, printFormat(format, definition, language)),
      formula,
      value: found.value,
      state: failed ? "missing" : state,
      ...(basis === undefined ? {} : { basis }),
    };
  }
}

/** The one cell of a statement that a figure reads. */
function basisOf({ reads }: Evaluated, year: number): string | undefined {
  const own = [...reads].filter((read) => !read.startsWith(factRead));
  if (own.length !== 1) return undefined;
  const [read = ""] = own;
  const path = read.split(".");
  const columns = ["actual", "budget", "variance", "forecast", "previous", "previous2"];
  return path.length === 3 && columns.includes(path[2] ?? "")
    ? `statement:${path[0]}:${year}:${path[1]}:${path[2]}`
    : undefined;
}

/** How a figure is to be printed: what stands after the bar, else what the fact says, else what its unit is read in. */
export function printFormat(
  format: string,
  fact: Pick<Fact, "unit" | "decimals"> | undefined,
  language: Language,
): PrintFormat {
  const asked = new Set(format.split(/\s+/));
  const money = (["mnkr", "tkr", "kr"] as const).find((unit) => asked.has(unit)) ?? fact?.unit;
  const digits = [...asked].find((word) => /^\d$/.test(word));
  const decimals = digits === undefined ? fact?.decimals : Number(digits);
  return {
    language,
    ...(money === undefined ? {} : { money }),
    ...(decimals === undefined ? {} : { decimals }),
    abs: asked.has("abs"),
    sign: asked.has("sign") || asked.has("tecken"),
    percentSign: asked.has("%"),
    words: asked.has("words") || asked.has("ord"),
  };
}

/** An address that a reader may follow; a script is none. */
function safeAddress(href: string): string {
  return /^(https?:\/\/|mailto:|#|\/)/i.test(href) ? href : "#";
}

export function plainText(of: readonly Inline[]): string {
  return of
    .map((part) =>
      part.is === "text" || part.is === "figure" ? part.text : part.is === "note" ? "" : plainText(part.of),
    )
    .join("");
}

/** A value of a register's cell as it is printed. */
export function cellText(value: Value | undefined, language: Language): string {
  return value === undefined || value.kind === "nothing" ? "" : printValue(value, { language });
}
