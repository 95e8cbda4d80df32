/**
 * The gallery: one small broken file per problem code, and the text of what is said about it. A golden text that no
 * longer agrees is written anew by `UNDERLAG_GOLDEN=write npx vitest run src/formats/csv/errors`, to be read in the diff.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../../kernel/index.ts";
import { readTable } from "../index.ts";
import { entries } from "../problems.ts";

const folder = import.meta.dirname;
const names = Object.keys(entries).map((code) => code.slice("csv.".length));

const columns = [
  { name: "customer", aliases: ["kund"], type: "code" },
  { name: "day", aliases: ["dag"], type: "day" },
  { name: "amount", aliases: ["belopp"], type: "kronor" },
  { name: "quantity", aliases: ["antal"], type: "micro", optional: true },
  { name: "position", aliases: ["ordning"], type: "whole", optional: true },
  { name: "period", type: "period", optional: true },
  { name: "common", aliases: ["gemensam"], type: "flag", optional: true },
  { name: "charge", aliases: ["avgift"], type: "choice", values: ["fee", "metered"], optional: true },
  { name: "text", type: "text", optional: true },
] as const;

describe("csv errors", () => {
  test("every code has one file, and no other file is there", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
    expect(files.map((file) => file.replace(".csv", "")).sort()).toEqual([...names].sort());
  });

  test.each(names)("%s", (name) => {
    const file = `${name}.csv`;
    const options = { file, columns, ...(name === "more-problems" ? { limit: 2 } : {}) };
    const result = readTable(readFileSync(join(folder, file)), options);
    const problems = result.ok ? result.warnings : result.problems;
    expect(problems.map(({ code }) => code)).toContain(`csv.${name}`);
    const golden = join(folder, `${name}.txt`);
    const text = problems.map(told).join("");
    if (process.env["UNDERLAG_GOLDEN"] === "write") writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
  });
});

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
