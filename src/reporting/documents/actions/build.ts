import { closest, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { type FactsOfYear, factsOf } from "../../facts/actions/index.ts";
import {
  bindChapter,
  type BoundReport,
  type Chapter,
  chapters,
  type FigureState,
  type Report,
  reports,
} from "../index.ts";
import { problemOf } from "../problems.ts";

export interface Built {
  readonly definition: Report;
  readonly chapters: readonly Chapter[];
  readonly report: BoundReport;
  readonly facts: FactsOfYear;
}

/** The report of a name, or the annual one of a year. */
export async function reportNamed(
  tx: Transaction,
  provider: string,
  asked: { readonly year: number } | { readonly report: string },
): Promise<Report> {
  const all = await entriesOf(tx, provider, reports);
  const found =
    "report" in asked
      ? all.find((one) => one.report === asked.report)
      : all.find((one) => one.year === asked.year && one.kind === "annual");
  if (found !== undefined) return found;
  const name = "report" in asked ? asked.report : String(asked.year);
  const near =
    "report" in asked
      ? closest(
          asked.report,
          all.map((one) => one.report),
        )
      : undefined;
  const there = near ?? all.map((one) => one.report).join(", ");
  throw new Refusal([
    problemOf(
      "documents.unknown-report",
      { text: name },
      {
        message_sv: `Det finns ingen rapport ${name}${there === "" ? "" : `; det finns ${there}`}.`,
        message_en: `There is no report ${name}${there === "" ? "" : `; there is ${there}`}.`,
      },
    ),
  ]);
}

/** Looks up every figure of a report. Nothing is written; what does not hold stands among the findings. */
export async function buildReport(
  tx: Transaction,
  provider: string,
  asked: { readonly year: number } | { readonly report: string },
): Promise<Built> {
  const definition = await reportNamed(tx, provider, asked);
  const written = (await entriesOf(tx, provider, chapters)).filter((one) => one.report === definition.report);
  const facts = await factsOf(tx, provider, { year: definition.year, texts: written.map((one) => one.text) });
  const name = await tx.one<{ name: string }>("select name from platform.provider where provider_id = $1", [
    provider,
  ]);
  return { definition, chapters: written, facts, report: bindReport(definition, written, facts, name.name) };
}

/** The same without the database: for who changes one thing and asks what it did. */
export function bindReport(
  definition: Report,
  written: readonly Chapter[],
  facts: FactsOfYear,
  provider: string,
): BoundReport {
  const binding = {
    evaluation: facts.evaluation,
    statements: facts.statements,
    definitions: new Map([...facts.facts].map(([name, fact]) => [name, fact.definition])),
    standing: (name: string): { state: FigureState; was?: string | undefined } => {
      const fact = facts.facts.get(name);
      if (fact === undefined) return { state: "draft" };
      return fact.was === undefined ? { state: fact.status } : { state: "changed", was: fact.was };
    },
    language: definition.language,
  };
  const bound = written.map((chapter, index) =>
    bindChapter(
      { ...chapter, required: chapter.compulsory === true, stale: chapter.stale === true },
      index + 1,
      binding,
    ),
  );
  return {
    report: definition.report,
    title: definition.title,
    subtitle: definition.subtitle,
    provider,
    year: definition.year,
    language: definition.language,
    synthetic: definition.synthetic === true,
    decided: definition.dated,
    chapters: bound,
    figures: facts.facts.size,
  };
}
