import type { Problem } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, owner } from "../../platform/registers/index.ts";
import { parseFormula } from "./formula.ts";
import { problemOf } from "./problems.ts";
import { exactText, type Value } from "./value.ts";

/** Units that a fact may be printed in; empty for what its formula gives. */
export const printUnits = ["mnkr", "tkr", "kr"] as const;

/** The figures that a report can print by name (fakta, R225): a formula over statements, registers and other facts. */
export const facts = defineRegister({
  name: "facts",
  titleSv: "Fakta",
  titleEn: "Facts",
  path: "reports/facts.csv",
  table: "facts.fact",
  objectKind: "fact",
  columns: [
    { name: "fact", type: "code", aliases: ["fakta"] },
    { name: "label", type: "text", aliases: ["benämning"] },
    { name: "formula", type: "text", aliases: ["formel"] },
    { name: "unit", type: "choice", values: printUnits, aliases: ["enhet"], optional: true, empty: true },
    { name: "decimals", type: "whole", aliases: ["decimaler"], optional: true, empty: true },
    { name: "period", type: "text", aliases: ["period"], optional: true, empty: true },
    { name: "basis", type: "text", aliases: ["bas"], optional: true, empty: true },
    owner,
    comment,
  ],
  lists: [],
  key: ["fact"],
  references: [],
  removes: true,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const parsed = parseFormula(entry.formula);
      if (parsed.ok) return [];
      return [
        problemOf(
          "facts.unreadable-formula",
          { file, line: entry.line, text: entry.formula },
          {
            message_sv: `Formeln för ${entry.fact} går inte att läsa vid tecken ${parsed.at + 1}.`,
            message_en: `The formula of ${entry.fact} cannot be read at character ${parsed.at + 1}.`,
          },
        ),
      ];
    }),
});
export type Fact = Entry<typeof facts>;

/** Draft until somebody has looked at it; a value that is no longer what was looked at is a draft again. */
export type FactStatus = "draft" | "verified" | "approved";

/** What somebody has said of a fact's value, in order; nothing is taken back, only said anew. */
export interface Verdict {
  readonly fact: string;
  readonly year: number;
  readonly number: number;
  readonly status: "verified" | "approved";
  readonly value: string;
  readonly saidBy: string;
  readonly saidAt: string;
}

export interface Standing {
  readonly status: FactStatus;
  /** The value that was vouched for and is no longer there. */
  readonly was?: string;
  readonly by?: string;
}

/** How a fact stands: by the last verdict, as long as the value is the same to the öre. */
export function standingOf(value: Value, verdicts: readonly Verdict[]): Standing {
  const last = verdicts.at(-1);
  if (last === undefined) return { status: "draft" };
  if (last.value !== exactText(value)) return { status: "draft", was: last.value, by: last.saidBy };
  return { status: last.status, by: last.saidBy };
}
