import { formatKronor, type Period, periodOfDay, type Problem, Refusal } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import {
  booksTheSame,
  rollUpBalances,
  turnoverOf,
  type Voucher,
  voucherKey,
  voucherName,
  voucherProblems,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { periodClosed, unmappedAccount } from "./messages.ts";
import { accountMapOf, vouchersOf } from "./read.ts";
import { addBalances } from "./write-balances.ts";
import { insertVouchers } from "./write-vouchers.ts";

export interface Posting {
  /** Vouchers written now. */
  readonly posted: number;
  /** Vouchers that the books already held, with the same booking. */
  readonly agreed: number;
  /** One problem per voucher that the books hold otherwise; when there are any, nothing was written. */
  readonly differing: readonly Problem[];
}

/**
 * Books vouchers made here. A voucher is known by fiscal year, series and number: one that the books already hold with
 * the same booking is left as it is, so posting again changes nothing. Throws `Refusal` for a voucher that does not
 * balance, an account outside the mapping, or a closed month; then nothing is written either.
 */
export async function postVouchers(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<Posting> {
  await takeTurn(tx, provider, "ledger");
  const held = new Map((await vouchersOf(tx, provider, vouchers)).map((one) => [voucherKey(one), one]));
  const differing: Problem[] = [];
  const fresh: Voucher[] = [];
  for (const voucher of vouchers) {
    const existing = held.get(voucherKey(voucher));
    if (!existing) fresh.push(voucher);
    else if (!booksTheSame(existing, voucher)) differing.push(booksDiffer(existing, voucher));
  }
  const agreed = vouchers.length - fresh.length - differing.length;
  if (differing.length > 0) return { posted: 0, agreed, differing };
  if (fresh.length === 0) return { posted: 0, agreed, differing: [] };
  await refuseUnpostable(tx, provider, fresh);
  const firstId = await insertVouchers(tx, provider, fresh, { origin: "underlag", fileId: null });
  const idOf = new Map(fresh.map((voucher, index) => [voucher, firstId + index]));
  for (const year of new Set(fresh.map((voucher) => voucher.fiscalYear))) {
    await addBalances(
      tx,
      provider,
      rollUp(
        fresh.filter((one) => one.fiscalYear === year),
        idOf,
      ).cells(year),
    );
  }
  const first = fresh[0] as Voucher;
  await record(tx, {
    at: now,
    actor,
    action: "ledger.post",
    objectKind: "vouchers",
    objectId: `${voucherName(first)}${fresh.length > 1 ? ` +${fresh.length - 1}` : ""}`,
    before: null,
    after: {
      vouchers: fresh.length,
      lines: fresh.reduce((count, voucher) => count + voucher.lines.length, 0),
      turnover_ore: String(fresh.reduce((sum, voucher) => sum + turnoverOf(voucher.lines), 0)),
      references: [...new Set(fresh.map((voucher) => voucher.reference))].slice(0, 100),
    },
  });
  return { posted: fresh.length, agreed, differing: [] };
}

function booksDiffer(held: Voucher, voucher: Voucher): Problem {
  const name = voucherName(voucher);
  const [was, is] = [formatKronor(turnoverOf(held.lines)), formatKronor(turnoverOf(voucher.lines))];
  return problemOf(
    "ledger.books-differ",
    {},
    {
      message_sv: `Verifikation ${name} finns redan i böckerna med annan kontering (${held.day}, omslutning ${was} kr mot ${voucher.day}, ${is} kr).`,
      message_en: `Voucher ${name} is already in the books with another booking (${held.day}, turnover ${was} kr against ${voucher.day}, ${is} kr).`,
    },
  );
}

async function refuseUnpostable(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
): Promise<void> {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const voucher of vouchers) {
    problems.push(...voucherProblems(voucher));
    if (seen.has(voucherKey(voucher))) {
      problems.push(
        problemOf(
          "ledger.duplicate-voucher",
          {},
          {
            message_sv: `Verifikation ${voucherName(voucher)} finns två gånger i samma bokning.`,
            message_en: `Voucher ${voucherName(voucher)} occurs twice in the same posting.`,
          },
        ),
      );
    }
    seen.add(voucherKey(voucher));
  }
  const map = await accountMapOf(tx, provider);
  const accounts = vouchers.flatMap((voucher) => voucher.lines.map((line) => line.account));
  for (const account of map.unmapped(accounts)) problems.push(unmappedAccount(account));
  const periods = [...new Set(vouchers.map((voucher) => periodOfDay(voucher.day)))];
  for (const period of await closedAmong(tx, provider, periods)) problems.push(periodClosed(period));
  if (problems.length > 0) throw new Refusal(problems);
}

/** The closed months among some, in order. Who posts has taken the ledger's turn, so that none is closed meanwhile. */
export async function closedAmong(
  tx: Transaction,
  provider: string,
  periods: readonly Period[],
): Promise<Period[]> {
  const rows = await tx.query<{ period: Period }>(
    `select period from ledger.period
     where provider_id = $1 and period = any($2::text[]) and state = 'closed'
     order by period collate "C"`,
    [provider, periods],
  );
  return rows.map((row) => row.period);
}

function rollUp(
  vouchers: readonly Voucher[],
  idOf: ReadonlyMap<Voucher, number>,
): ReturnType<typeof rollUpBalances> {
  const balances = rollUpBalances();
  for (const voucher of vouchers) {
    const period = periodOfDay(voucher.day);
    for (const line of voucher.lines) {
      balances.add(
        period,
        line.account,
        line.costCentre,
        line.project,
        line.service,
        line.customer,
        line.counterparty,
        line.amountOre,
        idOf.get(voucher),
      );
    }
  }
  return balances;
}
