import type { Transaction } from "../../../platform/database/index.ts";
import { type BillingRun, isAnyCorrection, type KeptCorrection, type ProposedLine } from "../index.ts";
import { storedCorrections } from "../sql/corrections.ts";
import { linesWhere } from "../sql/lines.ts";
import { runsOf } from "../sql/runs.ts";

/** Every correction of keys: those that wait with the lines that were proposed, the issued with the lines they issued. */
export async function correctionsOf(tx: Transaction, provider: string): Promise<KeptCorrection[]> {
  const stored = new Map((await storedCorrections(tx, provider)).map((one) => [one.run, one]));
  const runs = (await runsOf(tx, provider)).filter(isAnyCorrection);
  const issued = await linesWhere(tx, provider, "i.run = any($2::text[]) and l.cause = 'key-correction'", [
    runs.filter((run) => run.state === "issued").map((run) => run.run),
  ]);
  const runOfInvoice = new Map(
    (
      await tx.query<{ invoice: string; run: string }>(
        "select invoice, run from invoicing.invoice where provider_id = $1 and run = any($2::text[])",
        [provider, runs.map((run) => run.run)],
      )
    ).map((one) => [one.invoice, one.run]),
  );
  return runs
    .map((run): KeptCorrection => {
      const kept = stored.get(run.run);
      const lines =
        run.state === "issued"
          ? issued.filter((line) => runOfInvoice.get(line.invoice) === run.run)
          : linesIn(kept?.lines);
      return {
        run,
        bearer: kept?.bearer ?? "provider",
        customer: kept?.customer ?? lines[0]?.customer ?? "",
        decision: kept?.decision ?? lines[0]?.because.decision ?? "",
        lines,
      };
    })
    .toSorted(byState);
}

/** What waits for somebody first, then the latest. */
function byState(a: KeptCorrection, b: KeptCorrection): number {
  const rank = (run: BillingRun): string => `${run.state === "issued" ? 0 : 1}${run.rehearsedAt}`;
  return rank(a.run) < rank(b.run) ? 1 : -1;
}

function linesIn(text: string | undefined): ProposedLine[] {
  return text === undefined || text === "" ? [] : (JSON.parse(text) as ProposedLine[]);
}
