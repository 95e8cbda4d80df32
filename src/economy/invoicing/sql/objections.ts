import type { Day, Ore } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Objection, ObjectionCause, ObjectionState } from "../index.ts";

interface ObjectionRow {
  objection: string;
  invoice: string;
  line_no: number | null;
  customer: string;
  cause: ObjectionCause;
  text: string;
  raised_by: string;
  raised_at: string;
  answer_by: Day;
  state: ObjectionState;
  answer: string;
  answered_by: string | null;
  answered_at: string | null;
  credit_ore: Ore | null;
  reissue: boolean;
  credited_by: string | null;
  credited_at: string | null;
  run: string | null;
}

/** Latest first; a customer's own session sees its own only. */
export async function storedObjections(
  tx: Transaction,
  provider: string,
  { invoice, objection }: { readonly invoice?: string; readonly objection?: string } = {},
): Promise<Objection[]> {
  const rows = await tx.query<ObjectionRow>(
    `select o.objection, o.invoice, o.line_no, o.customer, o.cause, o.text, o.raised_by, o.raised_at, o.answer_by,
            case when w.objection is null then o.state else 'withdrawn' end as state, coalesce(w.text, o.answer) as answer,
            coalesce(w.withdrawn_by, o.answered_by) as answered_by, coalesce(w.withdrawn_at, o.answered_at) as answered_at,
            case when w.objection is null then o.credit_ore end as credit_ore, o.reissue and w.objection is null as reissue,
            o.credited_by, o.credited_at, o.run
     from invoicing.objection o
     left join invoicing.objection_withdrawal w
       on w.provider_id = $1 and w.objection = o.objection and w.customer = o.customer
     where o.provider_id = $1 and ($2::text is null or o.invoice = $2) and ($3::text is null or o.objection = $3)
     order by o.raised_at desc, o.objection collate "C"`,
    [provider, invoice ?? null, objection ?? null],
  );
  return rows.map(objectionOf);
}

function objectionOf(row: ObjectionRow): Objection {
  return {
    objection: row.objection,
    invoice: row.invoice,
    ...(row.line_no === null ? {} : { line: row.line_no }),
    customer: row.customer,
    cause: row.cause,
    text: row.text,
    raisedBy: row.raised_by,
    raisedAt: row.raised_at,
    answerBy: row.answer_by,
    state: row.state,
    answer: row.answer,
    ...(row.answered_by === null ? {} : { answeredBy: row.answered_by }),
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
    ...(row.credit_ore === null ? {} : { creditOre: row.credit_ore }),
    reissue: row.reissue,
    ...(row.credited_by === null ? {} : { creditedBy: row.credited_by }),
    ...(row.credited_at === null ? {} : { creditedAt: row.credited_at }),
    ...(row.run === null ? {} : { run: row.run }),
  };
}

/** Adds an objection that is new: all that a customer's own session may do, and only for itself. */
export async function insertObjection(tx: Transaction, provider: string, one: Objection): Promise<void> {
  await tx.execute(
    `insert into invoicing.objection (provider_id, objection, invoice, line_no, customer, cause, text, raised_by, raised_at,
       answer_by, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      provider,
      one.objection,
      one.invoice,
      one.line ?? null,
      one.customer,
      one.cause,
      one.text,
      one.raisedBy,
      one.raisedAt,
      one.answerBy,
      one.state,
    ],
  );
}

/** An objection that is taken back: a row of its own, which a customer's own session may add for itself. */
export async function insertWithdrawal(tx: Transaction, provider: string, one: Objection): Promise<void> {
  await tx.execute(
    `insert into invoicing.objection_withdrawal (provider_id, objection, customer, text, withdrawn_by, withdrawn_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [provider, one.objection, one.customer, one.answer, one.answeredBy, one.answeredAt],
  );
}

/** An objection as it now is; the audit keeps what it was. */
export async function updateObjection(tx: Transaction, provider: string, one: Objection): Promise<void> {
  await tx.execute(
    `update invoicing.objection set state = $3, answer = $4, answered_by = $5, answered_at = $6, credit_ore = $7,
       reissue = $8, credited_by = $9, credited_at = $10, run = $11
     where provider_id = $1 and objection = $2`,
    [
      provider,
      one.objection,
      one.state,
      one.answer,
      one.answeredBy ?? null,
      one.answeredAt ?? null,
      one.creditOre ?? null,
      one.reissue,
      one.creditedBy ?? null,
      one.creditedAt ?? null,
      one.run ?? null,
    ],
  );
}
