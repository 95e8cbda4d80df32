import { byCode, unreachable } from "../../kernel/index.ts";
import { exactText, type Fact, printValue, type Standing, type Value } from "../facts/index.ts";
import type { BoundReport, Finding } from "./bound.ts";

/** A fact as JSON and the API give it: whole öre as text, shares as a fraction, what it is computed by and how it stands. */
export function factJson(
  fact: Standing & {
    readonly definition: Fact;
    readonly value: Value;
    readonly reads: ReadonlySet<string>;
    readonly problems: readonly { readonly code: string }[];
  },
  year: number,
): object {
  const { definition, value } = fact;
  return {
    fact: definition.fact,
    label: definition.label,
    ...valueJson(value),
    printed: printValue(value, {
      language: "sv",
      ...(definition.unit === undefined ? {} : { money: definition.unit }),
      ...(definition.decimals === undefined ? {} : { decimals: definition.decimals }),
    }),
    ...(definition.decimals === undefined ? {} : { decimals: definition.decimals }),
    period: definition.period === "" ? String(year) : definition.period,
    ...(definition.basis === "" ? {} : { basis: definition.basis }),
    source: definition.formula,
    reads: [...fact.reads].toSorted(byCode),
    responsible: definition.owner,
    status: fact.status,
    ...(fact.was === undefined ? {} : { was: fact.was }),
    ...(fact.problems.length === 0 ? {} : { problems: fact.problems.map(({ code }) => code) }),
  };
}

export function valueJson(value: Value): object {
  switch (value.kind) {
    case "number":
      return value.unit === "ore" && value.bottom === 1n
        ? { ore: String(value.top), unit: "ore" }
        : { value: exactText(value).split(" ")[0], unit: value.unit };
    case "text":
      return { value: value.text, unit: value.unit };
    case "truth":
      return { value: value.is, unit: "truth" };
    case "nothing":
      return { value: null };
    default:
      return unreachable(value);
  }
}

export function findingsJson(findings: readonly Finding[]): object[] {
  return findings.map(({ kind, severity, chapter, line, text, message_sv, message_en }) => ({
    kind,
    severity,
    where: [{ chapter, line, text }],
    message_sv,
    message_en,
  }));
}

export function reportHeadJson(report: BoundReport): object {
  return {
    report: report.report,
    title: report.title,
    year: report.year,
    language: report.language,
    figures: report.figures,
    chapters: report.chapters.map(({ chapter, number, title, owner, state, findings }) => ({
      chapter,
      number,
      title,
      owner,
      state,
      findings: findingsJson(findings),
    })),
  };
}
