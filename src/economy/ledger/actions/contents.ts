import type { Period } from "../../../kernel/index.ts";
import type { RowSource } from "../../../platform/database/index.ts";

/** What of the books decides whether vouchers can be posted: the account mapping, the month, and vouchers with the same names. */
export function postingContents({
  period,
  fiscalYear,
  series,
  numbers,
}: {
  readonly period: Period;
  readonly fiscalYear: number;
  readonly series: string;
  readonly numbers: readonly string[];
}): readonly RowSource[] {
  return [
    {
      name: "account-mapping",
      sv: "kontomappningen",
      en: "the account mapping",
      rows: () => ["select * from ledger.account_mapping where provider_id = $1"],
    },
    {
      name: "period",
      sv: "om perioden är stängd",
      en: "whether the period is closed",
      rows: (is) => [`select state from ledger.period where provider_id = $1 and period = ${is(period)}`],
    },
    {
      name: "vouchers",
      sv: "bokföringens verifikationer i fakturaserien",
      en: "the vouchers of the invoice series in the books",
      rows: (is) => {
        const named = `provider_id = $1 and fiscal_year = ${is(fiscalYear)} and series = ${is(series)} and number = any(${is(numbers)}::text[])`;
        return [
          `select * from ledger.v_voucher where ${named}`,
          `select * from ledger.v_line where ${named}`,
        ];
      },
    },
  ];
}
