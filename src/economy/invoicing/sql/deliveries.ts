import type { Transaction } from "../../../platform/database/index.ts";
import type { Channel, Delivery, DeliveryState, DeliveryWay } from "../index.ts";

interface DeliveryRow {
  invoice: string;
  run: string;
  customer: string;
  channel: Channel;
  way: DeliveryWay;
  parcel: string;
  state: DeliveryState;
  attempts: number;
  reason: string;
  next_try_at: string | null;
  sha256: string | null;
  bytes: number | null;
  sent_at: string | null;
  sent_by: string | null;
  receipt: string;
  answered_at: string | null;
  answered_by: string | null;
}

export interface DeliverySelection {
  readonly run?: string;
  readonly invoice?: string;
  readonly state?: DeliveryState;
  /** Those pending whose next try has come. */
  readonly dueAt?: string;
}

/** Deliveries begun, in order of the documents; a customer's own session sees its own only. */
export async function storedDeliveries(
  tx: Transaction,
  provider: string,
  { run, invoice, state, dueAt }: DeliverySelection = {},
): Promise<Delivery[]> {
  const rows = await tx.query<DeliveryRow>(
    `select d.invoice, d.run, d.customer, d.channel, d.way, d.parcel, d.state, d.attempts, d.reason, d.next_try_at, d.sha256,
            d.bytes, d.sent_at, d.sent_by, d.receipt, d.answered_at, d.answered_by
     from invoicing.delivery d
     join invoicing.invoice i on i.provider_id = $1 and i.invoice = d.invoice
     where d.provider_id = $1 and ($2::text is null or d.run = $2) and ($3::text is null or d.invoice = $3)
       and ($4::text is null or d.state = $4)
       and ($5::timestamptz is null or (d.state = 'pending' and d.way <> 'manual' and coalesce(d.next_try_at, $5) <= $5))
     order by i.series collate "C", i.number`,
    [provider, run ?? null, invoice ?? null, state ?? null, dueAt ?? null],
  );
  return rows.map(deliveryOf);
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    invoice: row.invoice,
    run: row.run,
    customer: row.customer,
    channel: row.channel,
    way: row.way,
    parcel: row.parcel,
    state: row.state,
    attempts: row.attempts,
    reason: row.reason,
    ...(row.next_try_at === null ? {} : { nextTryAt: row.next_try_at }),
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...(row.bytes === null ? {} : { bytes: row.bytes }),
    ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
    ...(row.sent_by === null ? {} : { sentBy: row.sent_by }),
    receipt: row.receipt,
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
    ...(row.answered_by === null ? {} : { answeredBy: row.answered_by }),
  };
}

/** Writes deliveries as they now are, in one statement; the audit keeps what they were. */
export async function writeDeliveries(
  tx: Transaction,
  provider: string,
  deliveries: readonly Delivery[],
): Promise<void> {
  const column = <T>(of: (one: Delivery) => T): T[] => deliveries.map(of);
  await tx.execute(
    `insert into invoicing.delivery (provider_id, invoice, run, customer, channel, way, parcel, state, attempts, reason,
       next_try_at, sha256, bytes, sent_at, sent_by, receipt, answered_at, answered_by)
     select $1, row.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
       $10::text[], $11::timestamptz[], $12::text[], $13::bigint[], $14::timestamptz[], $15::text[], $16::text[],
       $17::timestamptz[], $18::text[]) as row
     on conflict (provider_id, invoice) do update set
       way = excluded.way, state = excluded.state, attempts = excluded.attempts, reason = excluded.reason,
       next_try_at = excluded.next_try_at, sha256 = excluded.sha256, bytes = excluded.bytes, sent_at = excluded.sent_at,
       sent_by = excluded.sent_by, receipt = excluded.receipt, answered_at = excluded.answered_at,
       answered_by = excluded.answered_by`,
    [
      provider,
      column((one) => one.invoice),
      column((one) => one.run),
      column((one) => one.customer),
      column((one) => one.channel),
      column((one) => one.way),
      column((one) => one.parcel),
      column((one) => one.state),
      column((one) => one.attempts),
      column((one) => one.reason),
      column((one) => one.nextTryAt ?? null),
      column((one) => one.sha256 ?? null),
      column((one) => one.bytes ?? null),
      column((one) => one.sentAt ?? null),
      column((one) => one.sentBy ?? null),
      column((one) => one.receipt),
      column((one) => one.answeredAt ?? null),
      column((one) => one.answeredBy ?? null),
    ],
  );
}
