import { createHash } from "node:crypto";
import { assert } from "../../../kernel/index.ts";
import type { Transaction } from "../../database/index.ts";
import { type AuditRecord, canonicalJson, chainText } from "../chain.ts";

export const genesisHash = Buffer.alloc(32);

export function entryHash(seq: number, record: AuditRecord, hashBefore: Buffer): Buffer {
  return createHash("sha256")
    .update(chainText(seq, record, hashBefore.toString("hex")))
    .digest();
}

/**
 * Appends one entry to the provider's audit chain, in the transaction of the change itself: either both are there or
 * neither. Writers of one provider queue here (the lock holds to the end of the transaction), which keeps the chain a line.
 */
export async function record(
  tx: Transaction,
  change: Omit<AuditRecord, "actor"> & { readonly actor?: string },
): Promise<void> {
  const { scope } = tx;
  assert(scope.role === "staff", "only the provider's staff change economic objects");
  const { provider } = scope;
  await tx.query("select pg_advisory_xact_lock(hashtextextended('audit:' || $1, 0))", [provider]);
  const head = await tx.maybe<{ seq: number; hash: Buffer }>(
    "select seq, hash from audit.entry where provider_id = $1 order by seq desc limit 1",
    [provider],
  );
  const seq = (head?.seq ?? 0) + 1;
  const hashBefore = head?.hash ?? genesisHash;
  // What is hashed is what PostgreSQL will give back: ISO time in UTC, values as plain JSON.
  const entry: AuditRecord = {
    at: new Date(change.at).toISOString(),
    actor: change.actor ?? scope.actor,
    action: change.action,
    objectKind: change.objectKind,
    objectId: change.objectId,
    before: JSON.parse(canonicalJson(change.before ?? null)) as unknown,
    after: JSON.parse(canonicalJson(change.after ?? null)) as unknown,
  };
  await tx.execute(
    `insert into audit.entry (provider_id, seq, at, actor, action, object_kind, object_id, value_before, value_after, hash_before, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb, $10, $11)`,
    [
      provider,
      seq,
      entry.at,
      entry.actor,
      entry.action,
      entry.objectKind,
      entry.objectId,
      entry.before === null ? null : JSON.stringify(entry.before),
      entry.after === null ? null : JSON.stringify(entry.after),
      hashBefore,
      entryHash(seq, entry, hashBefore),
    ],
  );
}
