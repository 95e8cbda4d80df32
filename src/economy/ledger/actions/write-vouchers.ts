import { periodOfDay } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Voucher, voucherKey } from "../index.ts";

/**
 * Adds vouchers with their lines, each as the next version of its name: the first for a new voucher, a later one for what
 * a corrected file changed. For the vouchers of a run or a correction; a whole file goes through COPY instead.
 */
export async function insertVouchers(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
  { origin, fileId }: { readonly origin: "import" | "underlag"; readonly fileId: string | null },
): Promise<void> {
  const versions = await nextVersions(tx, provider, vouchers);
  const versionOf = (voucher: Voucher): number => versions.get(voucherKey(voucher)) ?? 1;
  await tx.execute(
    `insert into ledger.voucher (provider_id, fiscal_year, series, number, version, voucher_day, text, origin, file_id, reference)
     select $1, row.fiscal_year, row.series, row.number, row.version, row.voucher_day, row.text, $2, $3, row.reference
     from unnest($4::integer[], $5::text[], $6::text[], $7::integer[], $8::date[], $9::text[], $10::text[])
       as row (fiscal_year, series, number, version, voucher_day, text, reference)`,
    [
      provider,
      origin,
      fileId,
      vouchers.map((voucher) => voucher.fiscalYear),
      vouchers.map((voucher) => voucher.series),
      vouchers.map((voucher) => voucher.number),
      vouchers.map(versionOf),
      vouchers.map((voucher) => voucher.day),
      vouchers.map((voucher) => voucher.text),
      vouchers.map((voucher) => (voucher.reference === "" ? null : voucher.reference)),
    ],
  );
  const lines = vouchers.flatMap((voucher) =>
    voucher.lines.map((line, index) => ({ voucher, line, lineNo: index + 1 })),
  );
  await tx.execute(
    `insert into ledger.line (provider_id, fiscal_year, series, number, version, line_no, period, account, cost_centre,
                              project, service, customer, counterparty, amount_ore, text, file_line)
     select $1, row.fiscal_year, row.series, row.number, row.version, row.line_no, row.period, row.account, row.cost_centre,
            row.project, row.service, row.customer, row.counterparty, row.amount_ore, row.text, row.file_line
     from unnest($2::integer[], $3::text[], $4::text[], $5::integer[], $6::integer[], $7::text[], $8::text[], $9::text[],
                 $10::text[], $11::text[], $12::text[], $13::text[], $14::bigint[], $15::text[], $16::integer[])
       as row (fiscal_year, series, number, version, line_no, period, account, cost_centre,
               project, service, customer, counterparty, amount_ore, text, file_line)`,
    [
      provider,
      lines.map(({ voucher }) => voucher.fiscalYear),
      lines.map(({ voucher }) => voucher.series),
      lines.map(({ voucher }) => voucher.number),
      lines.map(({ voucher }) => versionOf(voucher)),
      lines.map(({ lineNo }) => lineNo),
      lines.map(({ voucher }) => periodOfDay(voucher.day)),
      lines.map(({ line }) => line.account),
      lines.map(({ line }) => line.costCentre),
      lines.map(({ line }) => line.project),
      lines.map(({ line }) => line.service),
      lines.map(({ line }) => line.customer),
      lines.map(({ line }) => line.counterparty),
      lines.map(({ line }) => line.amountOre),
      lines.map(({ line }) => line.text),
      lines.map(({ line }) => line.fileLine ?? null),
    ],
  );
}

async function nextVersions(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
): Promise<Map<string, number>> {
  const rows = await tx.query<{ fiscal_year: number; series: string; number: string; version: number }>(
    `select v.fiscal_year, v.series, v.number, max(v.version) + 1 as version
     from unnest($2::integer[], $3::text[], $4::text[]) as wanted (fiscal_year, series, number)
     join ledger.voucher v
       on v.provider_id = $1 and v.fiscal_year = wanted.fiscal_year and v.series = wanted.series and v.number = wanted.number
     where v.provider_id = $1
     group by v.fiscal_year, v.series, v.number`,
    [
      provider,
      vouchers.map((voucher) => voucher.fiscalYear),
      vouchers.map((voucher) => voucher.series),
      vouchers.map((voucher) => voucher.number),
    ],
  );
  return new Map(
    rows.map((row) => [
      voucherKey({ fiscalYear: row.fiscal_year, series: row.series, number: row.number }),
      row.version,
    ]),
  );
}
