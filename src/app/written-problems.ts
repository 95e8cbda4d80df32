import { readFileSync } from "node:fs";

/** A refusal or warning as docs/problems.md has it. */
export interface WrittenProblem {
  readonly code: string;
  readonly titleSv: string;
  readonly titleEn: string;
  readonly trySv: string;
  readonly tryEn: string;
}

let read: readonly WrittenProblem[] | undefined;

/** Every refusal that the program gives, from the page that is made of the rooms' catalogues. */
export function writtenProblems(): readonly WrittenProblem[] {
  read ??= [
    ...readFileSync(new URL("../../docs/problems.md", import.meta.url), "utf8").matchAll(
      /^\| `([^`]+)` \| \w+ \| (.*?) \/ \*(.*?)\* \| (.*) \/ \*(.*)\* \|$/gm,
    ),
  ].map(([, code = "", titleEn = "", titleSv = "", tryEn = "", trySv = ""]) => ({
    code,
    titleSv,
    titleEn,
    trySv,
    tryEn,
  }));
  return read;
}
