import type { Transaction } from "../../../platform/database/index.ts";
import type { Verdict } from "../index.ts";

/** What has been said of the facts of a year, by fact, in order. */
export async function verdictsOf(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<ReadonlyMap<string, readonly Verdict[]>> {
  const rows = await tx.query<Verdict>(
    `select fact, year, number, status, value, said_by as "saidBy", said_at as "saidAt"
     from facts.verdict where provider_id = $1 and year = $2 order by fact collate "C", number`,
    [provider, year],
  );
  const byFact = new Map<string, Verdict[]>();
  for (const row of rows) byFact.set(row.fact, [...(byFact.get(row.fact) ?? []), row]);
  return byFact;
}
