import { createHash } from "node:crypto";
import { byCode, type Period, type Problem, Refusal, yearOf } from "../../../kernel/index.ts";
import { record, recordAll } from "../../../platform/audit/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { type LedgerPeriod, periodText } from "../index.ts";
import { problemOf } from "../problems.ts";
import { balancesOf } from "./read.ts";
import { closingPeriods } from "../mandates.ts";

interface Doing {
  readonly actor: string;
  readonly now: string;
}

export async function periodsOf(tx: Transaction, provider: string): Promise<LedgerPeriod[]> {
  const rows = await tx.query<{
    period: Period;
    state: "open" | "closed";
    closedAt: string | null;
    closedBy: string | null;
    contentSha256: string | null;
  }>(
    `select period, state, closed_at as "closedAt", closed_by as "closedBy", content_sha256 as "contentSha256"
     from ledger.period where provider_id = $1 order by period collate "C"`,
    [provider],
  );
  return rows.map((row) => ({
    ...row,
    closedAt: row.closedAt ?? undefined,
    closedBy: row.closedBy ?? undefined,
    contentSha256: row.contentSha256 ?? undefined,
  }));
}

/** Hash of what a month's balances are now. */
export async function periodHash(tx: Transaction, provider: string, period: Period): Promise<string> {
  const cells = await balancesOf(tx, provider, [yearOf(period)], [period]);
  return createHash("sha256").update(periodText(cells)).digest("hex");
}

/**
 * Closes a month (stänger perioden): nothing is posted to it any more. Months close in order. Closing a closed month again
 * changes nothing and says so by `false`.
 */
export async function closePeriod(
  tx: Transaction,
  provider: string,
  period: Period,
  doing: Doing,
): Promise<boolean> {
  return (await closePeriods(tx, provider, [period], doing)) > 0;
}

/** Closes several months, in order; those that are closed already stay as they are. Returns how many were open. */
export async function closePeriods(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
  { actor, now }: Doing,
): Promise<number> {
  await takeTurn(tx, provider, "ledger");
  const closed = new Set(
    (await periodsOf(tx, provider)).filter((one) => one.state === "closed").map((one) => one.period),
  );
  const open = periods.filter((period) => !closed.has(period)).toSorted(byCode);
  const last = open.at(-1);
  if (last === undefined) return 0;
  const booked = await bookedPeriods(tx, provider);
  const left = booked.find((one) => one < last && !closed.has(one) && !open.includes(one));
  if (left) {
    const first = open.find((period) => period > left) as Period;
    throw new Refusal([
      problemOf(
        "ledger.earlier-period-open",
        {},
        {
          message_sv: `${first} kan inte stängas: ${left} har bokförts och är öppen.`,
          message_en: `${first} cannot be closed: ${left} has been booked and is open.`,
        },
      ),
    ]);
  }
  const hashes: string[] = [];
  for (const period of open) hashes.push(await periodHash(tx, provider, period));
  await tx.execute(
    `insert into ledger.period (provider_id, period, state, closed_at, closed_by, content_sha256)
     select $1, row.period, 'closed', $2, $3, row.hash from unnest($4::text[], $5::text[]) as row (period, hash)
     on conflict (provider_id, period)
     do update set state = 'closed', closed_at = excluded.closed_at, closed_by = excluded.closed_by,
                   content_sha256 = excluded.content_sha256`,
    [provider, now, actor, open, hashes],
  );
  await recordAll(
    tx,
    open.map((period, index) => ({
      at: now,
      actor,
      action: "ledger.close",
      objectKind: "period",
      objectId: period,
      before: { state: "open" },
      after: { state: "closed", content_sha256: hashes[index] },
    })),
  );
  return open.length;
}

/** The months that have balances, in order (bokförda månader). Goes from month to month by the key, not through every balance. */
export async function bookedPeriods(tx: Transaction, provider: string): Promise<readonly Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `with recursive booked as (
       (select fiscal_year, period from ledger.balance where provider_id = $1 order by fiscal_year, period limit 1)
       union all
       select next.fiscal_year, next.period
       from booked cross join lateral (
         select b.fiscal_year, b.period from ledger.balance b
         where b.provider_id = $1 and (b.fiscal_year, b.period) > (booked.fiscal_year, booked.period)
         order by b.fiscal_year, b.period limit 1
       ) as next
     )
     select distinct period collate "C" as period from booked order by 1`,
    [provider],
  );
  return rows.map((row) => row.period);
}

/**
 * Reopens a closed month, and every closed month after it stays closed. Takes a reason and a second person; both persons
 * are the provider's own, and both stand in the audit.
 */
export async function reopenPeriod(
  tx: Transaction,
  provider: string,
  { period, reason, secondPerson }: { period: Period; reason: string; secondPerson: string },
  { actor, now }: Doing,
): Promise<void> {
  await takeTurn(tx, provider, "ledger");
  await requireMandate(tx, provider, actor, closingPeriods);
  const problems: Problem[] = [];
  const state = (await periodsOf(tx, provider)).find((one) => one.period === period)?.state;
  if (state !== "closed") {
    problems.push(
      problemOf(
        "ledger.period-not-closed",
        {},
        {
          message_sv: `Perioden ${period} är inte stängd.`,
          message_en: `The period ${period} is not closed.`,
        },
      ),
    );
  }
  if (reason.trim() === "") {
    problems.push(
      problemOf(
        "ledger.reopen-reason",
        {},
        {
          message_sv: `Återöppning av ${period} kräver ett skäl.`,
          message_en: `Reopening ${period} takes a reason.`,
        },
      ),
    );
  }
  if (secondPerson.trim() === "" || secondPerson === actor) {
    problems.push(
      problemOf(
        "ledger.reopen-second-person",
        {},
        {
          message_sv: `Återöppning av ${period} kräver en andra person än ${actor}.`,
          message_en: `Reopening ${period} takes another person than ${actor}.`,
        },
      ),
    );
  }
  if (problems.length > 0) throw new Refusal(problems);
  await requireMandate(tx, provider, secondPerson, closingPeriods);
  await tx.execute(
    `update ledger.period set state = 'open', closed_at = null, closed_by = null, content_sha256 = null
     where provider_id = $1 and period = $2`,
    [provider, period],
  );
  await record(tx, {
    at: now,
    actor,
    action: "ledger.reopen",
    objectKind: "period",
    objectId: period,
    before: { state: "closed" },
    after: { state: "open", reason, second_person: secondPerson },
  });
}
