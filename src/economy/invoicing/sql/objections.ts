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
export async function storedObjections(tx: Transaction, provider: string): Promise<Objection[]> {
  const rows = await tx.query<ObjectionRow>(
    `select objection, invoice, line_no, customer, cause, text, raised_by, raised_at, answer_by, state, answer,
            answered_by, answered_at, credit_ore, reissue, credited_by, credited_at, run
     from invoicing.objection where provider_id = $1 order by raised_at desc, objection collate "C"`,
    [provider],
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

/** Writes an objection as it now is; a later state replaces the earlier one, which the audit keeps. */
export async function writeObjection(tx: Transaction, provider: string, one: Objection): Promise<void> {
  await tx.execute(
    `insert into invoicing.objection (provider_id, objection, invoice, line_no, customer, cause, text, raised_by, raised_at,
       answer_by, state, answer, answered_by, answered_at, credit_ore, reissue, credited_by, credited_at, run)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     on conflict (provider_id, objection) do update set
       state = excluded.state, answer = excluded.answer, answered_by = excluded.answered_by,
       answered_at = excluded.answered_at, credit_ore = excluded.credit_ore, reissue = excluded.reissue,
       credited_by = excluded.credited_by, credited_at = excluded.credited_at, run = excluded.run`,
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
