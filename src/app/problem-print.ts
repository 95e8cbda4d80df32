import type { Problem } from "../kernel/index.ts";

/** Problems on the terminal: what, where, the text itself, what to try, Swedish first. As JSON they go to stdout like all data. */
export function printProblems(problems: readonly Problem[], { json }: { json: boolean }): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
    return;
  }
  for (const problem of problems) process.stderr.write(problemText(problem));
}

export function problemText(problem: Problem): string {
  const where = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(":");
  const lines = [`${problem.severity === "stop" ? "stop" : "warn"}: ${problem.message_sv} [${problem.code}]`];
  if (problem.message_en !== problem.message_sv) lines.push(`      ${problem.message_en}`);
  if (where !== "") lines.push(`  where: ${where}`);
  if (problem.text !== undefined) lines.push(`  text:  ${problem.text}`);
  if (problem.try_sv !== undefined) lines.push(`  prova: ${problem.try_sv}`);
  if (problem.try !== undefined) lines.push(`  try:   ${problem.try}`);
  return `${lines.join("\n")}\n`;
}
