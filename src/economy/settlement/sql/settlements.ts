import type { Ore } from "../../../kernel/index.ts";
import { byCode, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type {
  Settlement,
  SettlementBasis,
  SettlementPolicy,
  SettlementReason,
  SettlementRecord,
  SettlementState,
  SettledService,
} from "../index.ts";

type StoredHead = Omit<SettlementRecord, "computed" | "rest"> & {
  readonly computedOre: Ore;
  readonly totalOre: Ore;
};

export type StoredSettlement = StoredHead & { readonly computed: Settlement };

/** Settlements of a provider, in order of id. */
export async function settlementHeads(tx: Transaction, provider: string): Promise<StoredHead[]> {
  const rows = await tx.query<{
    settlement: string;
    fiscal_year: number;
    basis: SettlementBasis;
    state: SettlementState;
    policy: SettlementPolicy;
    inputs_sha256: string;
    computed_ore: Ore;
    total_ore: Ore;
    proposed_by: string;
    decided_by: string | null;
    decision: string | null;
    accrual_voucher: string | null;
  }>(
    `select settlement, fiscal_year, basis, state, policy, inputs_sha256, computed_ore, total_ore, proposed_by,
            decided_by, decision, accrual_voucher
     from settlement.settlement where provider_id = $1 order by settlement collate "C"`,
    [provider],
  );
  return rows.map((row) => ({
    settlement: row.settlement,
    year: row.fiscal_year,
    basis: row.basis,
    state: row.state,
    policy: row.policy,
    inputsSha256: row.inputs_sha256,
    computedOre: row.computed_ore,
    totalOre: row.total_ore,
    proposedBy: row.proposed_by,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decision === null ? {} : { decision: row.decision }),
    ...(row.accrual_voucher === null ? {} : { accrualVoucher: row.accrual_voucher }),
  }));
}

/** One settlement with its rows; a customer's own session sees its own rows only. */
export async function storedSettlement(
  tx: Transaction,
  provider: string,
  settlement: string,
): Promise<StoredSettlement | undefined> {
  const head = (await settlementHeads(tx, provider)).find((one) => one.settlement === settlement);
  if (head === undefined) return undefined;
  const services =
    tx.scope.role === "customer"
      ? []
      : await tx.query<SettledService>(
          `select service, class, invoiced_ore as "invoicedOre", cost_ore as "costOre", financing_ore as "financingOre", carried_ore as "carriedOre",
                  recovery_ore as "recoveryOre", settled_ore as "settledOre"
           from settlement.service_row where provider_id = $1 and settlement = $2 order by service collate "C"`,
          [provider, settlement],
        );
  const rows = await tx.query<SettlementReason & { readonly customer: string }>(
    `select customer, service, paid_ore as "paidOre", weight_ore as "weightOre", weight_sum_ore as "weightSumOre",
            amount_ore as "amountOre", sentence_sv, sentence_en
     from settlement.customer_row where provider_id = $1 and settlement = $2
     order by customer collate "C", service collate "C"`,
    [provider, settlement],
  );
  const customers = [...new Set(rows.map((row) => row.customer))].toSorted(byCode).map((customer) => {
    const because = rows.filter((row) => row.customer === customer);
    return { customer, because, amountOre: sumOre(because.map((row) => row.amountOre)) };
  });
  return {
    ...head,
    computed: { services, customers, computedOre: head.computedOre, totalOre: head.totalOre },
  };
}

/** Writes a proposal in the place of an earlier one that nobody has decided. */
export async function storeProposal(
  tx: Transaction,
  provider: string,
  record: SettlementRecord,
  now: string,
): Promise<void> {
  const { settlement, computed } = record;
  for (const table of ["customer_row", "service_row", "settlement"]) {
    await tx.execute(`delete from settlement.${table} where provider_id = $1 and settlement = $2`, [
      provider,
      settlement,
    ]);
  }
  await tx.execute(
    `insert into settlement.settlement (provider_id, settlement, fiscal_year, basis, state, policy, inputs_sha256,
                                        computed_ore, total_ore, proposed_by, proposed_at)
     values ($1, $2, $3, $4, 'proposed', $5::jsonb, $6, $7, $8, $9, $10)`,
    [
      provider,
      settlement,
      record.year,
      record.basis,
      JSON.stringify(record.policy),
      record.inputsSha256,
      computed.computedOre,
      computed.totalOre,
      record.proposedBy,
      now,
    ],
  );
  const { services } = computed;
  await tx.execute(
    `insert into settlement.service_row (provider_id, settlement, service, class, invoiced_ore, cost_ore, financing_ore,
                                         carried_ore, recovery_ore, settled_ore)
     select $1, $2, row.service, row.class, row.invoiced_ore, row.cost_ore, row.financing_ore, row.carried_ore,
            row.recovery_ore, row.settled_ore
     from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
       as row (service, class, invoiced_ore, cost_ore, financing_ore, carried_ore, recovery_ore, settled_ore)`,
    [
      provider,
      settlement,
      services.map((row) => row.service),
      services.map((row) => row.class),
      services.map((row) => row.invoicedOre),
      services.map((row) => row.costOre),
      services.map((row) => row.financingOre),
      services.map((row) => row.carriedOre),
      services.map((row) => row.recoveryOre),
      services.map((row) => row.settledOre),
    ],
  );
  const reasons = computed.customers.flatMap(({ customer, because }) =>
    because.map((reason) => ({ customer, ...reason })),
  );
  await tx.execute(
    `insert into settlement.customer_row (provider_id, settlement, customer, service, paid_ore, weight_ore, weight_sum_ore,
                                          amount_ore, sentence_sv, sentence_en)
     select $1, $2, row.customer, row.service, row.paid_ore, row.weight_ore, row.weight_sum_ore, row.amount_ore,
            row.sentence_sv, row.sentence_en
     from unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[], $10::text[])
       as row (customer, service, paid_ore, weight_ore, weight_sum_ore, amount_ore, sentence_sv, sentence_en)`,
    [
      provider,
      settlement,
      reasons.map((row) => row.customer),
      reasons.map((row) => row.service),
      reasons.map((row) => row.paidOre),
      reasons.map((row) => row.weightOre),
      reasons.map((row) => row.weightSumOre),
      reasons.map((row) => row.amountOre),
      reasons.map((row) => row.sentence_sv),
      reasons.map((row) => row.sentence_en),
    ],
  );
}

export async function setDecided(
  tx: Transaction,
  provider: string,
  settlement: string,
  { by, at, decision }: { readonly by: string; readonly at: string; readonly decision: string },
): Promise<void> {
  await tx.execute(
    `update settlement.settlement set state = 'decided', decided_by = $3, decided_at = $4, decision = $5
     where provider_id = $1 and settlement = $2`,
    [provider, settlement, by, at, decision],
  );
}

export async function setAccrued(
  tx: Transaction,
  provider: string,
  settlement: string,
  { by, at, voucher }: { readonly by: string; readonly at: string; readonly voucher: string },
): Promise<void> {
  await tx.execute(
    `update settlement.settlement set state = 'accrued', accrued_by = $3, accrued_at = $4, accrual_voucher = $5
     where provider_id = $1 and settlement = $2`,
    [provider, settlement, by, at, voucher],
  );
}

export async function setIssued(
  tx: Transaction,
  provider: string,
  settlement: string,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<void> {
  await tx.execute(
    `update settlement.settlement set state = 'issued', issued_by = $3, issued_at = $4
     where provider_id = $1 and settlement = $2`,
    [provider, settlement, by, at],
  );
}
