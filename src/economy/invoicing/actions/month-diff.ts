import { type Period, Refusal, shiftPeriod } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { monthDiff, type MonthDiff, monthlyRuns, type ProposedLine } from "../index.ts";
import { problemOf } from "../problems.ts";
import { linesWhere } from "../sql/lines.ts";
import { rehearsedDocuments } from "../sql/rehearsals.ts";
import { runsOf } from "../sql/runs.ts";

/**
 * A month's documents - issued, and those of a rehearsal that waits - against those of the month before, also where an earlier system
 * issued them.
 */
export async function monthDiffOf(tx: Transaction, provider: string, period: Period): Promise<MonthDiff> {
  const previous = shiftPeriod(period, -1);
  const runs = monthlyRuns(await runsOf(tx, provider)).filter((run) => run.period === period);
  if (runs.length === 0)
    throw new Refusal([
      problemOf(
        "invoicing.not-rehearsed",
        `Perioden ${period} har inte provats.`,
        `The period ${period} has not been rehearsed.`,
      ),
    ]);
  const after: ProposedLine[] = [...(await issuedLines(tx, provider, period))];
  for (const { run } of runs.filter((each) => each.state !== "issued")) {
    for await (const part of rehearsedDocuments(tx, provider, run))
      for (const { document } of part) after.push(...document.lines);
  }
  return monthDiff({ period, previous, before: await issuedLines(tx, provider, previous), after });
}

function issuedLines(tx: Transaction, provider: string, period: Period) {
  return linesWhere(
    tx,
    provider,
    "i.booking_period = $2 and (i.run = $2 or starts_with(i.run, $2 || '.') or starts_with(i.run, 'history-'))",
    [period],
  );
}
