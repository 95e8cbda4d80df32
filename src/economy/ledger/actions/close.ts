import { createHash } from "node:crypto";
import { type Period, type Problem, Refusal, yearOf } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { requireNamedPerson } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { type LedgerPeriod, periodText } from "../index.ts";
import { problemOf } from "../problems.ts";
import { balancesOf } from "./read.ts";

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
  }>(
    `select period, state, closed_at as "closedAt", closed_by as "closedBy"
     from ledger.period where provider_id = $1 order by period collate "C"`,
    [provider],
  );
  return rows.map((row) => ({
    ...row,
    closedAt: row.closedAt ?? undefined,
    closedBy: row.closedBy ?? undefined,
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
  { actor, now }: Doing,
): Promise<boolean> {
  await takeTurn(tx, provider, "ledger");
  const periods = await periodsOf(tx, provider);
  if (periods.some((one) => one.period === period && one.state === "closed")) return false;
  const [booked] = await tx.query<{ period: Period }>(
    `select distinct b.period from ledger.balance b
     left join ledger.period p on p.provider_id = b.provider_id and p.period = b.period
     where b.provider_id = $1 and b.period < $2 and coalesce(p.state, 'open') = 'open'
     order by b.period limit 1`,
    [provider, period],
  );
  if (booked) {
    throw new Refusal([
      problemOf(
        "ledger.earlier-period-open",
        {},
        {
          message_sv: `${period} kan inte stängas: ${booked.period} har bokförts och är öppen.`,
          message_en: `${period} cannot be closed: ${booked.period} has been booked and is open.`,
        },
      ),
    ]);
  }
  const hash = await periodHash(tx, provider, period);
  await tx.execute(
    `insert into ledger.period (provider_id, period, state, closed_at, closed_by, content_sha256)
     values ($1, $2, 'closed', $3, $4, $5)
     on conflict (provider_id, period)
     do update set state = 'closed', closed_at = excluded.closed_at, closed_by = excluded.closed_by,
                   content_sha256 = excluded.content_sha256`,
    [provider, period, now, actor, hash],
  );
  await record(tx, {
    at: now,
    actor,
    action: "ledger.close",
    objectKind: "period",
    objectId: period,
    before: { state: "open" },
    after: { state: "closed", content_sha256: hash },
  });
  return true;
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
  await requireNamedPerson(tx, provider, actor);
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
  await requireNamedPerson(tx, provider, secondPerson);
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
