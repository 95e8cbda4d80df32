import type { Transaction } from "../../database/index.ts";

/** An entry by its place in the chain, for who tells others of what happens. */
export interface EntryInChain {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
}

/**
 * What has been done after a place in the chain, in its order. Writers queue for the chain to the end of their transactions, so a
 * place that is seen has every earlier one before it: whoever reads on from where they were misses nothing.
 */
export async function entriesAfter(
  tx: Transaction,
  provider: string,
  { seq, most }: { readonly seq: number; readonly most: number },
): Promise<EntryInChain[]> {
  return tx.query<EntryInChain>(
    `select seq, at, action, object_kind as "objectKind", object_id as "objectId" from audit.entry
     where provider_id = $1 and seq > $2 order by seq limit $3`,
    [provider, seq, most],
  );
}

/** The place of the latest entry; 0 in an empty chain. */
export async function lastSeq(tx: Transaction, provider: string): Promise<number> {
  const row = await tx.one<{ seq: number }>(
    "select coalesce(max(seq), 0) as seq from audit.entry where provider_id = $1",
    [provider],
  );
  return row.seq;
}
