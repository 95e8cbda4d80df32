import type { Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { Invariant } from "../../verify/index.ts";
import { brokenChain } from "../problems.ts";
import { entryHash, genesisHash } from "./record.ts";

interface EntryRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  object_kind: string;
  object_id: string;
  value_before: unknown;
  value_after: unknown;
  hash_before: Buffer;
  hash: Buffer;
}

/** The head of the chain: what is written down outside the database to make a cut tail visible. */
export async function chainHead(tx: Transaction, provider: string): Promise<{ seq: number; hash: string }> {
  const head = await tx.maybe<{ seq: number; hash: Buffer }>(
    "select seq, hash from audit.entry where provider_id = $1 order by seq desc limit 1",
    [provider],
  );
  return { seq: head?.seq ?? 0, hash: (head?.hash ?? genesisHash).toString("hex") };
}

async function verifyChain(tx: Transaction, provider: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  let hashBefore: Buffer = genesisHash;
  let expected = 1;
  const page = 5_000;
  for (let after = 0; ;) {
    const rows = await tx.query<EntryRow>(
      `select seq, at, actor, action, object_kind, object_id, value_before, value_after, hash_before, hash
       from audit.entry where provider_id = $1 and seq > $2 order by seq limit $3`,
      [provider, after, page],
    );
    for (const row of rows) {
      const hash = entryHash(
        row.seq,
        {
          at: new Date(row.at).toISOString(),
          actor: row.actor,
          action: row.action,
          objectKind: row.object_kind,
          objectId: row.object_id,
          before: row.value_before,
          after: row.value_after,
        },
        row.hash_before,
      );
      if (row.seq !== expected || !row.hash_before.equals(hashBefore) || !row.hash.equals(hash)) {
        problems.push(brokenChain(row.seq));
        if (problems.length >= 20) return problems;
      }
      hashBefore = row.hash;
      expected = row.seq + 1;
      after = row.seq;
    }
    if (rows.length < page) return problems;
  }
}

export const invariants: readonly Invariant[] = [
  {
    code: "audit.chain",
    sv: "Behandlingshistorikens kedja är obruten.",
    en: "The audit chain is unbroken.",
    check: verifyChain,
  },
];
