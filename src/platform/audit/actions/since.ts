import type { Transaction } from "../../database/index.ts";

/**
 * The kinds of objects that have changed since the chain ended in an entry; undefined where this chain does not hold that entry. For who
 * keeps an answer and asks whether it still stands.
 */
export async function kindsSince(
  tx: Transaction,
  provider: string,
  { seq, hash }: { readonly seq: number; readonly hash: string },
): Promise<readonly string[] | undefined> {
  const at = await tx.maybe<{ hash: Buffer }>(
    "select hash from audit.entry where provider_id = $1 and seq = $2",
    [provider, seq],
  );
  if (at?.hash.toString("hex") !== hash) return undefined;
  const rows = await tx.query<{ kind: string }>(
    "select distinct object_kind as kind from audit.entry where provider_id = $1 and seq > $2 order by 1",
    [provider, seq],
  );
  return rows.map((row) => row.kind);
}
