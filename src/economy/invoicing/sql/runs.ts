import type { Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { BillingRun, Finding, RunState } from "../index.ts";

interface RunRow {
  run: string;
  period: Period;
  state: RunState;
  content_sha256: string;
  total_ore: Ore;
  rehearsed_by: string;
  rehearsed_at: string;
  approved_by: string | null;
  approved_at: string | null;
  issued_by: string | null;
  issued_at: string | null;
  parked: Finding[];
  released: string[];
}

const columns = `run, period, state, content_sha256, total_ore, rehearsed_by, rehearsed_at, approved_by, approved_at,
                 issued_by, issued_at, parked, released`;

export async function runOf(tx: Transaction, provider: string, run: string): Promise<BillingRun | undefined> {
  const row = await tx.maybe<RunRow>(
    `select ${columns} from invoicing.run where provider_id = $1 and run = $2`,
    [provider, run],
  );
  return row && runFrom(row);
}

export async function runsOf(tx: Transaction, provider: string): Promise<BillingRun[]> {
  const rows = await tx.query<RunRow>(
    `select ${columns} from invoicing.run where provider_id = $1 order by period collate "C", run collate "C"`,
    [provider],
  );
  return rows.map(runFrom);
}

function runFrom(row: RunRow): BillingRun {
  return {
    run: row.run,
    period: row.period,
    state: row.state,
    contentSha256: row.content_sha256,
    totalOre: row.total_ore,
    rehearsedBy: row.rehearsed_by,
    rehearsedAt: row.rehearsed_at,
    ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
    ...(row.approved_at === null ? {} : { approvedAt: row.approved_at }),
    ...(row.issued_by === null ? {} : { issuedBy: row.issued_by }),
    ...(row.issued_at === null ? {} : { issuedAt: row.issued_at }),
    parked: row.parked,
    released: row.released,
  };
}

export async function writeRun(tx: Transaction, provider: string, run: BillingRun): Promise<void> {
  await tx.execute(
    `insert into invoicing.run (provider_id, run, period, state, content_sha256, total_ore, rehearsed_by, rehearsed_at,
                                approved_by, approved_at, issued_by, issued_at, parked, released)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14)
     on conflict (provider_id, run) do update
     set period = excluded.period, state = excluded.state, content_sha256 = excluded.content_sha256,
         total_ore = excluded.total_ore, rehearsed_by = excluded.rehearsed_by, rehearsed_at = excluded.rehearsed_at,
         approved_by = excluded.approved_by, approved_at = excluded.approved_at, issued_by = excluded.issued_by,
         issued_at = excluded.issued_at, parked = excluded.parked, released = excluded.released`,
    [
      provider,
      run.run,
      run.period,
      run.state,
      run.contentSha256,
      run.totalOre,
      run.rehearsedBy,
      run.rehearsedAt,
      run.approvedBy ?? null,
      run.approvedAt ?? null,
      run.issuedBy ?? null,
      run.issuedAt ?? null,
      JSON.stringify(run.parked),
      run.released,
    ],
  );
}

/**
 * Takes the next numbers of a series and holds the series to the end of the transaction: who comes second waits, and a
 * transaction that is undone gives its numbers back, so there are no gaps.
 */
export async function takeNumbers(
  tx: Transaction,
  provider: string,
  series: string,
  { count, firstNumber }: { readonly count: number; readonly firstNumber: number },
): Promise<number> {
  await tx.execute(
    `insert into invoicing.series (provider_id, series, last_number, payment_code)
     select $1, $2::text, $3::bigint, coalesce(max(payment_code) + 1, 0) from invoicing.series where provider_id = $1
     on conflict (provider_id, series) do nothing`,
    [provider, series, firstNumber - 1],
  );
  const held = await tx.one<{ last_number: number }>(
    "select last_number from invoicing.series where provider_id = $1 and series = $2 for update",
    [provider, series],
  );
  await tx.execute("update invoicing.series set last_number = $3 where provider_id = $1 and series = $2", [
    provider,
    series,
    held.last_number + count,
  ]);
  return held.last_number + 1;
}

/** The number the next document of a series will have, if nobody else takes it first. */
export async function nextNumber(
  tx: Transaction,
  provider: string,
  series: string,
  firstNumber: number,
): Promise<number> {
  const row = await tx.maybe<{ last_number: number }>(
    "select last_number from invoicing.series where provider_id = $1 and series = $2",
    [provider, series],
  );
  return (row?.last_number ?? firstNumber - 1) + 1;
}

/** What the payments of a series are told apart by from those of the provider's other series. */
export async function paymentCodeOf(tx: Transaction, provider: string, series: string): Promise<number> {
  const { code } = await tx.one<{ code: number }>(
    'select payment_code as "code" from invoicing.series where provider_id = $1 and series = $2',
    [provider, series],
  );
  return code;
}
