import type { Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Difference, Reconciliation } from "../index.ts";

/** Kept results, of a month or all, with their differences; by month and customer. */
export async function reconciliations(
  tx: Transaction,
  provider: string,
  period?: Period,
): Promise<Reconciliation[]> {
  const heads = await tx.query<Omit<Reconciliation, "differences">>(
    `select period, customer, file, file_sha256 as "fileSha256", documents, agreed, invoiced_ore as "invoicedOre",
            booked_ore as "bookedOre", reconciled_by as "reconciledBy", note
     from reconciliation.result where provider_id = $1 and ($2::text is null or period = $2)
     order by period collate "C", customer collate "C"`,
    [provider, period ?? null],
  );
  const rows = await tx.query<
    Omit<Difference, "fileLine"> & { period: string; customer: string; fileLine: number | null }
  >(
    `select period, customer, cause, invoice, voucher, file_line as "fileLine", invoiced_ore as "invoicedOre",
            booked_ore as "bookedOre"
     from reconciliation.difference where provider_id = $1 and ($2::text is null or period = $2)
     order by period collate "C", customer collate "C", position`,
    [provider, period ?? null],
  );
  return heads.map((head) => ({
    ...head,
    differences: rows
      .filter((row) => row.period === head.period && row.customer === head.customer)
      .map(({ cause, invoice, voucher, fileLine, invoicedOre, bookedOre }) => ({
        cause,
        invoice,
        voucher,
        fileLine: fileLine ?? undefined,
        invoicedOre,
        bookedOre,
      })),
  }));
}

/** Replaces the month's result of a buyer. */
export async function storeReconciliation(
  tx: Transaction,
  provider: string,
  row: Reconciliation,
  now: string,
): Promise<void> {
  const key = [provider, row.period, row.customer];
  for (const table of ["difference", "result"])
    await tx.execute(
      `delete from reconciliation.${table} where provider_id = $1 and period = $2 and customer = $3`,
      key,
    );
  await tx.execute(
    `insert into reconciliation.result (provider_id, period, customer, file, file_sha256, documents, agreed, invoiced_ore,
                                        booked_ore, reconciled_by, reconciled_at, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...key,
      row.file,
      row.fileSha256,
      row.documents,
      row.agreed,
      row.invoicedOre,
      row.bookedOre,
      row.reconciledBy,
      now,
      row.note,
    ],
  );
  for (const [position, one] of row.differences.entries())
    await tx.execute(
      `insert into reconciliation.difference (provider_id, period, customer, position, cause, invoice, voucher, file_line,
                                              invoiced_ore, booked_ore)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...key,
        position,
        one.cause,
        one.invoice,
        one.voucher,
        one.fileLine ?? null,
        one.invoicedOre,
        one.bookedOre,
      ],
    );
}
