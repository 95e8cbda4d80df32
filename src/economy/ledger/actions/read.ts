import type { Day, Ore, Period } from "../../../kernel/index.ts";
import { required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { accountMap, type AccountKind, type AccountMap, type LedgerCell, type Voucher } from "../index.ts";

/** The provider's account mapping as it is stored. */
export async function accountMapOf(tx: Transaction, provider: string): Promise<AccountMap> {
  const rows = await tx.query<{
    account_from: string;
    account_to: string;
    kind: AccountKind;
    element: string;
    activity: string;
    role: string;
    name_sv: string;
    name_en: string;
  }>(
    `select account_from, account_to, kind, element, activity, role, name_sv, name_en
     from ledger.account_mapping where provider_id = $1 order by account_from collate "C"`,
    [provider],
  );
  return required(
    accountMap(
      rows.map((row) => ({
        accountFrom: row.account_from,
        accountTo: row.account_to,
        kind: row.kind,
        element: row.element,
        activity: row.activity,
        role: row.role,
        nameSv: row.name_sv,
        nameEn: row.name_en,
      })),
    ),
  );
}

interface VoucherLineRow {
  fiscal_year: number;
  series: string;
  number: string;
  voucher_day: Day;
  voucher_text: string;
  reference: string | null;
  line_no: number | null;
  account: string;
  cost_centre: string;
  project: string;
  service: string;
  customer: string;
  counterparty: string;
  amount_ore: Ore;
  text: string;
  file_line: number | null;
}

/** The vouchers of the given names that exist, with their lines in order. */
export async function vouchersOf(
  tx: Transaction,
  provider: string,
  names: readonly Pick<Voucher, "fiscalYear" | "series" | "number">[],
): Promise<Voucher[]> {
  const rows = await tx.query<VoucherLineRow>(
    `select v.fiscal_year, v.series, v.number, v.voucher_day, v.text as voucher_text, v.reference,
            l.line_no, l.account, l.cost_centre, l.project, l.service, l.customer, l.counterparty,
            l.amount_ore, l.text, l.file_line
     from unnest($2::integer[], $3::text[], $4::text[]) as wanted (fiscal_year, series, number)
     join ledger.v_voucher v
       on v.provider_id = $1 and v.fiscal_year = wanted.fiscal_year and v.series = wanted.series and v.number = wanted.number
     left join ledger.line l on l.provider_id = $1 and l.voucher_id = v.voucher_id
     where v.provider_id = $1
     order by v.fiscal_year, v.series collate "C", v.number collate "C", l.line_no`,
    [
      provider,
      names.map((name) => name.fiscalYear),
      names.map((name) => name.series),
      names.map((name) => name.number),
    ],
  );
  return groupVouchers(rows);
}

/** Every voucher of a year with where it came from, a page at a time: memory does not grow with the year. */
export async function* vouchersOfYear(
  tx: Transaction,
  provider: string,
  fiscalYear: number,
): AsyncGenerator<{ readonly voucher: Voucher; readonly origin: "import" | "underlag" }> {
  const page = 2_000;
  let last = { series: "", number: "" };
  for (;;) {
    const heads = await tx.query<{ series: string; number: string; origin: "import" | "underlag" }>(
      `select series, number, origin from ledger.v_voucher
       where provider_id = $1 and fiscal_year = $2 and (series, number) > ($3, $4)
       order by series, number limit ${page}`,
      [provider, fiscalYear, last.series, last.number],
    );
    const origins = new Map(heads.map((head) => [`${head.series}\u0000${head.number}`, head.origin]));
    const names = heads.map((head) => ({ fiscalYear, series: head.series, number: head.number }));
    for (const voucher of await vouchersOf(tx, provider, names)) {
      yield { voucher, origin: origins.get(`${voucher.series}\u0000${voucher.number}`) ?? "import" };
    }
    const end = heads.at(-1);
    if (!end || heads.length < page) return;
    last = end;
  }
}

function groupVouchers(rows: readonly VoucherLineRow[]): Voucher[] {
  const vouchers: (Voucher & { lines: Voucher["lines"][number][] })[] = [];
  for (const row of rows) {
    let voucher = vouchers.at(-1);
    if (
      voucher?.fiscalYear !== row.fiscal_year ||
      voucher.series !== row.series ||
      voucher.number !== row.number
    ) {
      voucher = {
        fiscalYear: row.fiscal_year,
        series: row.series,
        number: row.number,
        day: row.voucher_day,
        text: row.voucher_text,
        reference: row.reference ?? "",
        lines: [],
      };
      vouchers.push(voucher);
    }
    if (row.line_no === null) continue;
    voucher.lines.push({
      account: row.account,
      costCentre: row.cost_centre,
      project: row.project,
      service: row.service,
      customer: row.customer,
      counterparty: row.counterparty,
      amountOre: row.amount_ore,
      text: row.text,
      ...(row.file_line === null ? {} : { fileLine: row.file_line }),
    });
  }
  return vouchers;
}

/** The month balances of the given fiscal years, or of some months of them: what statements and costing read. */
export async function balancesOf(
  tx: Transaction,
  provider: string,
  fiscalYears: readonly number[],
  periods?: readonly Period[],
): Promise<LedgerCell[]> {
  const rows = await tx.query<{
    fiscal_year: number;
    period: Period;
    account: string;
    cost_centre: string;
    project: string;
    service: string;
    customer: string;
    counterparty: string;
    amount_ore: Ore;
    line_count: number;
  }>(
    `select fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count
     from ledger.balance
     where provider_id = $1 and fiscal_year = any($2::integer[]) and ($3::text[] is null or period = any($3::text[]))
     order by fiscal_year, period collate "C", account collate "C", cost_centre collate "C", project collate "C",
              service collate "C", customer collate "C", counterparty collate "C"`,
    [provider, fiscalYears, periods ?? null],
  );
  return rows.map((row) => ({
    fiscalYear: row.fiscal_year,
    period: row.period,
    account: row.account,
    costCentre: row.cost_centre,
    project: row.project,
    service: row.service,
    customer: row.customer,
    counterparty: row.counterparty,
    amountOre: row.amount_ore,
    lineCount: row.line_count,
  }));
}

export interface StatedBalance {
  readonly fiscalYear: number;
  readonly kind: "opening" | "closing" | "result";
  /** 0 the year itself, -1 the year before. */
  readonly yearOffset: number;
  readonly account: string;
  readonly amountOre: Ore;
  /** The line of the year's file that states it; none for what was loaded before lines were kept. */
  readonly fileLine: number | undefined;
}

/** #IB, #UB and #RES as the files of the given years state them. */
export async function statedBalancesOf(
  tx: Transaction,
  provider: string,
  fiscalYears: readonly number[],
): Promise<StatedBalance[]> {
  const rows = await tx.query<{
    fiscal_year: number;
    kind: StatedBalance["kind"];
    year_offset: number;
    account: string;
    amount_ore: Ore;
    file_line: number | null;
  }>(
    `select fiscal_year, kind, year_offset, account, amount_ore, file_line
     from ledger.stated_balance where provider_id = $1 and fiscal_year = any($2::integer[])
     order by fiscal_year, kind collate "C", year_offset desc, account collate "C"`,
    [provider, fiscalYears],
  );
  return rows.map((row) => ({
    fiscalYear: row.fiscal_year,
    kind: row.kind,
    yearOffset: row.year_offset,
    account: row.account,
    amountOre: row.amount_ore,
    fileLine: row.file_line ?? undefined,
  }));
}

/** What the chart of a year's file calls its accounts. */
export async function accountNamesOf(
  tx: Transaction,
  provider: string,
  fiscalYear: number,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ account: string; name: string }>(
    "select account, name from ledger.account where provider_id = $1 and fiscal_year = $2",
    [provider, fiscalYear],
  );
  return new Map(rows.map((row) => [row.account, row.name]));
}
