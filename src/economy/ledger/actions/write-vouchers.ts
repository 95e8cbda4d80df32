import { periodOfDay } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Voucher, voucherKey } from "../index.ts";

/**
 * Adds vouchers with their lines, each as the next version of its name: the first for a new voucher, a later one for what
 * a corrected file changed. For the vouchers of a run or a correction; a whole file goes through COPY instead. Returns the
 * number of the first; the others follow it.
 */
export async function insertVouchers(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
  { origin, fileId }: { readonly origin: "import" | "underlag"; readonly fileId: string | null },
): Promise<number> {
  const versions = await nextVersions(tx, provider, vouchers);
  const firstId = await nextVoucherId(tx, provider);
  const versionOf = (voucher: Voucher): number => versions.get(voucherKey(voucher)) ?? 1;
  await tx.execute(
    `insert into ledger.voucher (provider_id, voucher_id, fiscal_year, series, number, version, voucher_day, text, origin, file_id,
                                 reference)
     select $1, row.voucher_id, row.fiscal_year, row.series, row.number, row.version, row.voucher_day, row.text, $2, $3, row.reference
     from unnest($4::integer[], $5::text[], $6::text[], $7::integer[], $8::date[], $9::text[], $10::text[],
                 $11::bigint[])
       as row (fiscal_year, series, number, version, voucher_day, text, reference, voucher_id)`,
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
      vouchers.map((_, index) => firstId + index),
    ],
  );
  const lines = vouchers.flatMap((voucher, index) =>
    voucher.lines.map((line, at) => ({
      ...line,
      voucherId: firstId + index,
      lineNo: at + 1,
      period: periodOfDay(voucher.day),
    })),
  );
  await tx.execute(
    `insert into ledger.line (provider_id, voucher_id, line_no, period, account, cost_centre, project, service, customer,
                              counterparty, amount_ore, text, file_line)
     select $1, row.voucher_id, row.line_no, row.period, row.account, row.cost_centre, row.project, row.service,
            row.customer, row.counterparty, row.amount_ore, row.text, row.file_line
     from unnest($2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::text[], $11::bigint[], $12::text[], $13::integer[])
       as row (voucher_id, line_no, period, account, cost_centre, project, service, customer, counterparty, amount_ore,
               text, file_line)`,
    [
      provider,
      lines.map((line) => line.voucherId),
      lines.map((line) => line.lineNo),
      lines.map((line) => line.period),
      lines.map((line) => line.account),
      lines.map((line) => line.costCentre),
      lines.map((line) => line.project),
      lines.map((line) => line.service),
      lines.map((line) => line.customer),
      lines.map((line) => line.counterparty),
      lines.map((line) => line.amountOre),
      lines.map((line) => line.text),
      lines.map((line) => line.fileLine ?? null),
    ],
  );
  return firstId;
}

/** The number of the next voucher that is added. Whoever adds one has taken the ledger's turn. */
export async function nextVoucherId(tx: Transaction, provider: string): Promise<number> {
  const { id } = await tx.one<{ id: number }>(
    "select coalesce(max(voucher_id), 0) + 1 as id from ledger.voucher where provider_id = $1",
    [provider],
  );
  return id;
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
