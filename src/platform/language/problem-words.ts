import type { Problem } from "../../kernel/index.ts";
import type { Language } from "./language.ts";

/** A problem in one language: what is wrong, and what to try. */
export interface ProblemWords {
  readonly message: string;
  readonly advice: string | undefined;
}

/** The words of a problem. What comes from outside (a stored job, another program) may advise in English only. */
export function problemWords(problem: Problem, language: Language): ProblemWords {
  return language === "sv"
    ? { message: problem.message_sv, advice: problem.try_sv ?? problem.try }
    : { message: problem.message_en, advice: problem.try };
}
