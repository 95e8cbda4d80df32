import type { Problem } from "../../kernel/index.ts";
import type { Language } from "./language.ts";

/** A problem in one language: what is wrong, and what to try. */
export interface ProblemWords {
  readonly message: string;
  readonly advice: string | undefined;
  /** Where it is, when it is somewhere: "ledger/2024.se, rad 54, tecken 3". */
  readonly place: string | undefined;
}

/** The words of a problem. What comes from outside (a stored job, another program) may advise in English only. */
export function problemWords(problem: Problem, language: Language): ProblemWords {
  const place = placeOf(problem, language);
  return language === "sv"
    ? { message: problem.message_sv, advice: problem.try_sv ?? problem.try, place }
    : { message: problem.message_en, advice: problem.try, place };
}

function placeOf({ file, line, column }: Problem, language: Language): string | undefined {
  const sv = language === "sv";
  const parts = [
    ...(file === undefined ? [] : [file]),
    ...(line === undefined ? [] : [`${sv ? "rad" : "line"} ${line}`]),
    ...(column === undefined ? [] : [`${sv ? "tecken" : "column"} ${column}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}
