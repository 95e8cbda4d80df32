import type { Problem } from "../kernel/index.ts";
import { inLanguage, type Language, problemWords } from "../platform/language/index.ts";

interface Printing {
  readonly json: boolean;
  readonly language: Language;
}

/** Problems on the terminal: what, where, the text itself, what to try. As JSON they go to stdout like all data, in both languages. */
export function printProblems(problems: readonly Problem[], { json, language }: Printing): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
    return;
  }
  for (const problem of problems) process.stderr.write(problemText(problem, language));
}

export function problemText(problem: Problem, language: Language): string {
  const { message, advice } = problemWords(problem, language);
  const heads = inLanguage(language, {
    sv: { stop: "stopp", warning: "varning", where: "plats: ", text: "text:  ", advice: "prova: " },
    en: { stop: "stop", warning: "warning", where: "where: ", text: "text:  ", advice: "try:   " },
  });
  const where = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const lines = [`${problem.severity === "stop" ? heads.stop : heads.warning}: ${message} [${problem.code}]`];
  if (where !== "") lines.push(`  ${heads.where}${where}`);
  if (problem.text !== undefined) lines.push(`  ${heads.text}${problem.text}`);
  if (advice !== undefined) lines.push(`  ${heads.advice}${advice}`);
  return `${lines.join("\n")}\n`;
}
