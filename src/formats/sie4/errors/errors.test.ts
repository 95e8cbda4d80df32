/**
 * The gallery: one small broken file per problem code, and the text of what is said about it. A golden text that no
 * longer agrees is written anew by `UNDERLAG_GOLDEN=write npx vitest run src/formats/sie4/errors`, to be read in the diff.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Problem } from "../../../kernel/index.ts";
import { createSieReader, readSie, reconcile, type SieReaderOptions, writeSie } from "../index.ts";
import { entries } from "../problems.ts";

const folder = import.meta.dirname;
const names = Object.keys(entries).map((code) => code.slice("sie4.".length));

/** Limits made small, so that the files can be. */
const limits: Record<string, Partial<SieReaderOptions>> = {
  "line-too-long": { longestLine: 200 },
  "more-problems": { limit: 2 },
};

describe("sie4 errors", () => {
  test("every code has one file, and no other file is there", () => {
    const files = readdirSync(folder).filter((file) => /\.s[ei]$/.test(file));
    expect(files.map((file) => file.replace(/\.s[ei]$/, "")).sort()).toEqual([...names].sort());
  });

  test.each(names)("%s", (name) => {
    const file = existsSync(join(folder, `${name}.si`)) ? `${name}.si` : `${name}.se`;
    const problems = problemsOf(name, file);
    expect(problems.map(({ code }) => code)).toContain(`sie4.${name}`);
    const golden = join(folder, `${name}.txt`);
    const text = problems.map(told).join("");
    if (process.env["UNDERLAG_GOLDEN"] === "write") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

function problemsOf(name: string, file: string): readonly Problem[] {
  const bytes = readFileSync(join(folder, file));
  if (limits[name] !== undefined) {
    const reader = createSieReader({ file, ...limits[name] });
    reader.push(bytes);
    const end = reader.end();
    return end.ok ? end.warnings : end.problems;
  }
  const result = readSie(bytes, { file });
  if (!result.ok) return result.problems;
  const problems = [...result.warnings, ...reconcile(result.value, { file })];
  const writing: Problem[] = [];
  for (const _ of writeSie(result.value, { onProblem: (problem) => writing.push(problem) }));
  return [...problems, ...writing];
}

function told(problem: Problem): string {
  const { code, severity, file, line, column, text, message_sv, message_en } = problem;
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  const cited = text === undefined ? "" : `  ${JSON.stringify(text)}`;
  const advice = problem as { try_sv?: string; try?: string };
  return (
    `${code} (${severity}) ${place}${cited}\n  sv ${message_sv}\n     ${advice.try_sv}\n` +
    `  en ${message_en}\n     ${advice.try}\n`
  );
}
