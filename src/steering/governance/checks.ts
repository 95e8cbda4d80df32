import type { Day, Problem } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

/** A row that is closed has the day it was, and one that is open has none. */
export function closedHasDay<E extends { readonly closedOn: Day | undefined; readonly line: number }>(
  entries: readonly E[],
  rule: {
    readonly file: string;
    name(entry: E): string;
    isClosed(entry: E): boolean;
  },
): Problem[] {
  return entries
    .filter((entry) => rule.isClosed(entry) !== (entry.closedOn !== undefined))
    .map((entry) =>
      problemOf(
        "governance.closed-without-day",
        { file: rule.file, line: entry.line, text: rule.name(entry) },
        {
          message_sv: `${rule.name(entry)} är ${rule.isClosed(entry) ? "avslutad men saknar dag" : "öppen men har en dag då den avslutades"}.`,
          message_en: `${rule.name(entry)} is ${rule.isClosed(entry) ? "closed but has no day" : "open but has a day of closing"}.`,
        },
      ),
    );
}
