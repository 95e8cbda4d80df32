import type { Transaction } from "../../../platform/database/index.ts";
import type { Finding } from "../index.ts";

/** What each kind of input held, in short, by the kind's name. */
export type InputContents = Readonly<Record<string, string>>;

/** What a rehearsal came to, without the documents themselves. */
export interface Rehearsed {
  readonly inputs: InputContents;
  /** What hinders an approval. */
  readonly stops: readonly Finding[];
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

/** The proposal as it was kept: what was looked at is what is issued. */
export async function rehearsedProposalOf(tx: Transaction, provider: string, run: string): Promise<unknown> {
  const row = await tx.one<{ proposal: string }>(
    "select proposal from invoicing.rehearsal where provider_id = $1 and run = $2",
    [provider, run],
  );
  return JSON.parse(row.proposal);
}

/** An issued run has its documents; its rehearsal has done its work. */
export async function removeRehearsal(tx: Transaction, provider: string, run: string): Promise<void> {
  await tx.execute("delete from invoicing.rehearsal where provider_id = $1 and run = $2", [provider, run]);
}
