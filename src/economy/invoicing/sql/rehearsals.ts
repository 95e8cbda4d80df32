import { bulkInsert, type Transaction } from "../../../platform/database/index.ts";
import type { Voucher } from "../../ledger/index.ts";
import type { Finding, Invoice } from "../index.ts";

/** What each kind of input held, in short, by the kind's name. */
export type InputContents = Readonly<Record<string, string>>;

/** What a rehearsal came to, without the documents themselves. */
export interface Rehearsed {
  readonly inputs: InputContents;
  /** What hinders an approval. */
  readonly stops: readonly Finding[];
}

/** A document that a run would issue, and how it would be booked; without a voucher where a posting rule is missing, which stops the run. */
export interface RehearsedDocument {
  readonly document: Invoice;
  readonly voucher?: Voucher;
}

/** Takes away what an earlier rehearsal of the run came to, before its documents are written anew. */
export async function clearRehearsed(tx: Transaction, provider: string, run: string): Promise<void> {
  await tx.execute("delete from invoicing.rehearsed_document where provider_id = $1 and run = $2", [
    provider,
    run,
  ]);
}

export async function addRehearsed(
  tx: Transaction,
  run: string,
  documents: readonly RehearsedDocument[],
): Promise<void> {
  await bulkInsert(
    tx,
    "invoicing.rehearsed_document",
    [
      { name: "run", type: "text" },
      { name: "number", type: "int8" },
      { name: "document", type: "text" },
    ],
    documents.map((one) => [run, one.document.number, JSON.stringify(one)]),
  );
}

/** Documents that are read at once. */
const together = 50;

/** The documents of a rehearsal as they were looked at, in the order of their numbers, some at a time. */
export async function* rehearsedDocuments(
  tx: Transaction,
  provider: string,
  run: string,
): AsyncGenerator<readonly RehearsedDocument[]> {
  let after = -1;
  for (;;) {
    const rows = await tx.query<{ number: number; document: string }>(
      `select number, document from invoicing.rehearsed_document
       where provider_id = $1 and run = $2 and number > $3 order by number limit ${together}`,
      [provider, run, after],
    );
    if (rows.length > 0) yield rows.map((row) => JSON.parse(row.document) as RehearsedDocument);
    if (rows.length < together) return;
    after = rows.at(-1)?.number ?? after;
  }
}

/** Keeps what a run was rehearsed to, in place of what an earlier rehearsal of it found. */
export async function writeRehearsal(
  tx: Transaction,
  provider: string,
  { run, inputs, stops, proposal }: Rehearsed & { readonly run: string; readonly proposal: unknown },
): Promise<void> {
  await tx.execute(
    `insert into invoicing.rehearsal (provider_id, run, inputs, stops, proposal)
     values ($1, $2, $3::jsonb, $4::jsonb, $5)
     on conflict (provider_id, run) do update
     set inputs = excluded.inputs, stops = excluded.stops, proposal = excluded.proposal`,
    [provider, run, JSON.stringify(inputs), JSON.stringify(stops), JSON.stringify(proposal)],
  );
}

export async function rehearsedOf(
  tx: Transaction,
  provider: string,
  run: string,
): Promise<Rehearsed | undefined> {
  return tx.maybe<Rehearsed>(
    "select inputs, stops from invoicing.rehearsal where provider_id = $1 and run = $2",
    [provider, run],
  );
}

/** What was kept of the proposal besides its documents. */
export async function rehearsedProposalOf(tx: Transaction, provider: string, run: string): Promise<unknown> {
  const row = await tx.one<{ proposal: string }>(
    "select proposal from invoicing.rehearsal where provider_id = $1 and run = $2",
    [provider, run],
  );
  return JSON.parse(row.proposal);
}

/** An issued run has its documents; its rehearsal has done its work. */
export async function removeRehearsal(tx: Transaction, provider: string, run: string): Promise<void> {
  await clearRehearsed(tx, provider, run);
  await tx.execute("delete from invoicing.rehearsal where provider_id = $1 and run = $2", [provider, run]);
}
