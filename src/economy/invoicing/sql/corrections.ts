import type { Micro, Ore, Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Bearer } from "../index.ts";

/** A proposal as it is kept beside its run. */
export interface StoredCorrection {
  readonly run: string;
  readonly bearer: Bearer;
  /** '' for everybody's. */
  readonly customer: string;
  readonly decision: string;
  readonly lines: string;
}

export async function storedCorrections(tx: Transaction, provider: string): Promise<StoredCorrection[]> {
  return tx.query(
    `select run, bearer, customer, decision, lines from invoicing.correction where provider_id = $1
     order by run collate "C"`,
    [provider],
  );
}

export async function writeCorrection(
  tx: Transaction,
  provider: string,
  { run, bearer, customer, decision, lines }: StoredCorrection,
): Promise<void> {
  await tx.execute(
    `insert into invoicing.correction (provider_id, run, bearer, customer, decision, lines) values ($1, $2, $3, $4, $5, $6)
     on conflict (provider_id, run) do update
     set bearer = excluded.bearer, customer = excluded.customer, decision = excluded.decision, lines = excluded.lines`,
    [provider, run, bearer, customer, decision, lines],
  );
}

/** Takes away a proposal that has not been accepted, with its run. */
export async function removeCorrection(tx: Transaction, provider: string, run: string): Promise<void> {
  await tx.execute("delete from invoicing.correction where provider_id = $1 and run = $2", [provider, run]);
  await tx.execute("delete from invoicing.run where provider_id = $1 and run = $2 and state = 'rehearsed'", [
    provider,
    run,
  ]);
}

/** The value that a customer's amounts of an item rest on after an accepted correction. */
export interface CorrectedValue {
  readonly item: string;
  readonly customer: string;
  readonly from: Period;
  readonly to: Period;
  readonly valueMicro: Micro;
  readonly shared: boolean;
}

export async function writeCorrectedValues(
  tx: Transaction,
  provider: string,
  run: string,
  values: readonly CorrectedValue[],
): Promise<void> {
  await tx.execute(
    `insert into invoicing.corrected_value (provider_id, run, item, customer, period_from, period_to, value_micro, shared)
     select $1, $2, row.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::boolean[]) as row`,
    [
      provider,
      run,
      values.map((one) => one.item),
      values.map((one) => one.customer),
      values.map((one) => one.from),
      values.map((one) => one.to),
      values.map((one) => one.valueMicro),
      values.map((one) => one.shared),
    ],
  );
}

/**
 * In the order they were accepted. Corrections that were issued before their values were kept say them on their lines,
 * and were borne by the provider.
 */
export async function correctedValues(tx: Transaction, provider: string): Promise<CorrectedValue[]> {
  const kept = await tx.query<CorrectedValue>(
    `select v.item, v.customer, v.period_from as "from", v.period_to as "to", v.value_micro as "valueMicro", v.shared
     from invoicing.corrected_value v
     join invoicing.run r on r.provider_id = v.provider_id and r.run = v.run
     where v.provider_id = $1
     order by r.issued_at, v.run collate "C", v.item collate "C", v.customer collate "C", v.period_from collate "C"`,
    [provider],
  );
  const before = await tx.query<CorrectedValue>(
    `select l.item, l.customer, l.service_period_from as "from", l.service_period_to as "to",
            (l.because->'key'->>'valueMicro')::bigint as "valueMicro", false as shared
     from invoicing.line l
     join invoicing.invoice i on i.provider_id = l.provider_id and i.invoice = l.invoice
     where l.provider_id = $1 and l.cause = 'key-correction' and l.because->'key'->>'valueMicro' is not null
       and not exists (select from invoicing.corrected_value v where v.provider_id = $1 and v.run = i.run)
     order by i.series collate "C", i.number, l.line_no`,
    [provider],
  );
  return [...before, ...kept];
}

/** What has been invoiced of a fee item for a customer and month, corrections of keys counted in. */
export interface InvoicedFee {
  readonly item: string;
  readonly service: string;
  readonly period: Period;
  readonly customer: string;
  readonly priceList: string | null;
  readonly standingOre: Ore;
  readonly originalOre: Ore;
}

export async function invoicedFees(tx: Transaction, provider: string): Promise<InvoicedFee[]> {
  return tx.query(
    `select item, service, service_period_from as period, customer, max(price_list_version) as "priceList",
            sum(net_ore)::bigint as "standingOre",
            coalesce(sum(net_ore) filter (where charge_kind = 'instalment' and corrects_invoice is null), 0)::bigint
              as "originalOre"
     from invoicing.line
     where provider_id = $1 and (charge_kind = 'instalment' or cause = 'key-correction')
     group by item, service, service_period_from, customer
     order by service_period_from collate "C", item collate "C", customer collate "C"`,
    [provider],
  );
}
