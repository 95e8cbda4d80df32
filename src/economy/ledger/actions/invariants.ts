import { formatKronor, type Ore, type Period, type Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { problemOf } from "../problems.ts";
import { periodHash } from "./close.ts";
import { statedDiffers } from "./messages.ts";
import { accountMapOf } from "./read.ts";

const enough = 20;

async function vouchersBalance(tx: Transaction, provider: string): Promise<Problem[]> {
  const rows = await tx.query<{ fiscal_year: number; series: string; number: string; sum: Ore }>(
    `select fiscal_year, series, number, sum(amount_ore)::bigint as sum
     from ledger.v_line where provider_id = $1
     group by fiscal_year, series, number having sum(amount_ore) <> 0
     order by fiscal_year, series, number limit $2`,
    [provider, enough],
  );
  return rows.map((row) => {
    const [name, amount] = [`${row.series} ${row.number}/${row.fiscal_year}`, formatKronor(row.sum)];
    return problemOf(
      "ledger.unbalanced-voucher",
      {},
      {
        message_sv: `Verifikation ${name} summerar till ${amount} kr.`,
        message_en: `Voucher ${name} adds up to ${amount} kr.`,
      },
    );
  });
}

async function balancesAreLines(tx: Transaction, provider: string): Promise<Problem[]> {
  const rows = await tx.query<{
    fiscal_year: number;
    period: Period;
    account: string;
    off: Ore;
    lines_off: number;
    lost: boolean;
  }>(
    `with booked as (
       select fiscal_year, period, account, cost_centre, project, service, customer, counterparty,
              sum(amount_ore) as amount_ore, count(*) as line_count, array_agg(voucher_id) as vouchers
       from ledger.v_line where provider_id = $1
       group by fiscal_year, period, account, cost_centre, project, service, customer, counterparty)
     select fiscal_year, period, account,
            (coalesce(b.amount_ore, 0) - coalesce(l.amount_ore, 0))::bigint as off,
            (coalesce(b.line_count, 0) - coalesce(l.line_count, 0))::integer as lines_off,
            b.amount_ore = l.amount_ore and b.line_count = l.line_count as lost
     from (select fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count,
                  string_to_array(vouchers, ' ')::bigint[] as vouchers
           from ledger.balance where provider_id = $1 and (line_count <> 0 or amount_ore <> 0)) b
     full join booked l using (fiscal_year, period, account, cost_centre, project, service, customer, counterparty)
     where b.amount_ore is distinct from l.amount_ore or b.line_count is distinct from l.line_count
        or not (b.vouchers @> l.vouchers)
     order by fiscal_year, period, account limit $2`,
    [provider, enough],
  );
  return rows.map((row) => {
    const [where, amount] = [`${row.account} ${row.period}`, formatKronor(row.off)];
    if (row.lost)
      return problemOf(
        "ledger.balance-differs",
        {},
        {
          message_sv: `Saldot för ${where} känner inte alla verifikationer som dess rader står i.`,
          message_en: `The balance of ${where} does not know all vouchers that its lines stand in.`,
        },
      );
    return problemOf(
      "ledger.balance-differs",
      {},
      {
        message_sv: `Saldot för ${where} skiljer ${amount} kr och ${row.lines_off} rader från verifikationerna.`,
        message_en: `The balance of ${where} differs by ${amount} kr and ${row.lines_off} lines from the vouchers.`,
      },
    );
  });
}

/** IB + lines = UB for balance accounts, lines = RES for the others, where a file has stated them. */
async function statedBalancesHold(tx: Transaction, provider: string): Promise<Problem[]> {
  const map = await accountMapOf(tx, provider);
  const rows = await tx.query<{
    fiscal_year: number;
    account: string;
    opening: Ore;
    booked: Ore;
    closing: Ore | null;
    result: Ore | null;
  }>(
    `with stated as (
       select fiscal_year, account,
              coalesce(sum(amount_ore) filter (where kind = 'opening'), 0)::bigint as opening,
              (sum(amount_ore) filter (where kind = 'closing'))::bigint as closing,
              (sum(amount_ore) filter (where kind = 'result'))::bigint as result
       from ledger.stated_balance where provider_id = $1 and year_offset = 0
       group by fiscal_year, account),
     booked as (
       select fiscal_year, account, sum(amount_ore)::bigint as booked
       from ledger.balance where provider_id = $1 group by fiscal_year, account)
     select fiscal_year, account, coalesce(s.opening, 0) as opening, coalesce(b.booked, 0) as booked, s.closing, s.result
     from stated s full join booked b using (fiscal_year, account)
     where fiscal_year in (select fiscal_year from stated)
     order by fiscal_year, account`,
    [provider],
  );
  // A year whose later months were booked here after its last import is ahead of what the file states: not compared.
  const ahead = new Set(
    (
      await tx.query<{ fiscal_year: number }>(
        `select distinct v.fiscal_year from ledger.v_voucher v
         where v.provider_id = $1 and v.origin = 'underlag' and not exists (
           select from ledger.confirmation c
           where c.provider_id = v.provider_id and c.fiscal_year = v.fiscal_year and c.series = v.series
             and c.number = v.number and c.version = v.version)`,
        [provider],
      )
    ).map((row) => row.fiscal_year),
  );
  // A file that disagrees with itself and was confirmed all the same stands with that warning in the audit.
  const confirmed = await tx.query<{ fiscal_year: number }>(
    `select fiscal_year from ledger.source_file
     where provider_id = $1 and kind = 'sie' and replaced_by is null and not agrees_with_itself`,
    [provider],
  );
  for (const row of confirmed) ahead.add(row.fiscal_year);
  const problems: Problem[] = [];
  for (const row of rows) {
    if (ahead.has(row.fiscal_year) || problems.length >= enough) continue;
    const kind = map.mappingOf(row.account)?.kind;
    const isResult = kind === "revenue" || kind === "cost";
    const stated = isResult ? row.result : row.closing;
    const computed = isResult ? row.booked : row.opening + row.booked;
    if ((stated ?? 0) === computed) continue;
    problems.push(statedDiffers(row.fiscal_year, row.account, (stated ?? 0) as Ore, computed as Ore));
  }
  return problems;
}

async function closedPeriodsStand(tx: Transaction, provider: string): Promise<Problem[]> {
  const rows = await tx.query<{ period: Period; content_sha256: string | null }>(
    `select period, content_sha256 from ledger.period
     where provider_id = $1 and state = 'closed' order by period`,
    [provider],
  );
  const problems: Problem[] = [];
  for (const row of rows) {
    if (row.content_sha256 === (await periodHash(tx, provider, row.period))) continue;
    problems.push(
      problemOf(
        "ledger.closed-period-changed",
        {},
        {
          message_sv: `Den stängda perioden ${row.period} har inte längre det innehåll som den stängdes med.`,
          message_en: `The closed period ${row.period} no longer holds what it was closed with.`,
        },
      ),
    );
  }
  return problems;
}

export const invariants: readonly Invariant[] = [
  {
    code: "ledger.vouchers-balance",
    sv: "Varje verifikation summerar till noll.",
    en: "Every voucher sums to zero.",
    check: vouchersBalance,
  },
  {
    code: "ledger.balances-are-lines",
    sv: "Månadssaldona är verifikationsraderna, summerade.",
    en: "The month balances are the voucher lines, added up.",
    check: balancesAreLines,
  },
  {
    code: "ledger.stated-balances-hold",
    sv: "Ingående balans plus verifikationer är utgående balans och resultat som filerna anger dem.",
    en: "Opening balance plus vouchers is the closing balance and result that the files state.",
    check: statedBalancesHold,
  },
  {
    code: "ledger.closed-periods-stand",
    sv: "Stängda perioder är oförändrade.",
    en: "Closed periods are unchanged.",
    check: closedPeriodsStand,
  },
];
