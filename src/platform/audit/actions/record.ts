import { createHash } from "node:crypto";
import { assert } from "../../../kernel/index.ts";
import { inProvidersName, type Transaction } from "../../database/index.ts";
import { type AuditRecord, canonicalJson, chainText } from "../chain.ts";

export const genesisHash = Buffer.alloc(32);

export function entryHash(seq: number, record: AuditRecord, hashBefore: Buffer): Buffer {
  return createHash("sha256")
    .update(chainText(seq, record, hashBefore.toString("hex")))
    .digest();
}

/** A change as it is told to the audit; the actor is the scope's unless another is named. */
export type AuditedChange = Omit<AuditRecord, "actor"> & { readonly actor?: string };

/**
 * Appends one entry to the provider's audit chain, in the transaction of the change itself: either both are there or
 * neither. Writers of one provider queue here (the lock holds to the end of the transaction), which keeps the chain a line.
 */
export async function record(tx: Transaction, change: AuditedChange): Promise<void> {
  await recordAll(tx, [change]);
}

/** The same for several changes, in their order, in as many round trips as for one. */
export async function recordAll(tx: Transaction, changes: readonly AuditedChange[]): Promise<void> {
  assert(
    tx.scope.role !== "owner",
    "a change is somebody's: the owner of the tables changes no economic object",
  );
  if (changes.length > 0) await inProvidersName(tx, (staff) => append(staff, changes));
}

async function append(tx: Transaction, changes: readonly AuditedChange[]): Promise<void> {
  const { scope } = tx;
  assert(scope.role === "staff", "the chain is the provider's");
  const { provider } = scope;
  await tx.query("select pg_advisory_xact_lock(hashtextextended('audit:' || $1, 0))", [provider]);
  const head = await tx.maybe<{ seq: number; hash: Buffer }>(
    "select seq, hash from audit.entry where provider_id = $1 order by seq desc limit 1",
    [provider],
  );
  let seq = head?.seq ?? 0;
  let hashBefore = head?.hash ?? genesisHash;
  const entries = changes.map((change) => {
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
    seq += 1;
    const chained = { entry, seq, hashBefore, hash: entryHash(seq, entry, hashBefore) };
    hashBefore = chained.hash;
    return chained;
  });
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await tx.execute(
    `insert into audit.entry (provider_id, seq, at, actor, action, object_kind, object_id, value_before, value_after, hash_before, hash)
     select $1, row.seq, row.at, row.actor, row.action, row.object_kind, row.object_id, row.value_before::jsonb,
            row.value_after::jsonb, row.hash_before, row.hash
     from unnest($2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                 $10::bytea[], $11::bytea[])
       as row (seq, at, actor, action, object_kind, object_id, value_before, value_after, hash_before, hash)`,
    [
      provider,
      entries.map((each) => each.seq),
      entries.map(({ entry }) => entry.at),
      entries.map(({ entry }) => entry.actor),
      entries.map(({ entry }) => entry.action),
      entries.map(({ entry }) => entry.objectKind),
      entries.map(({ entry }) => entry.objectId),
      entries.map(({ entry }) => json(entry.before)),
      entries.map(({ entry }) => json(entry.after)),
      entries.map((each) => each.hashBefore),
      entries.map((each) => each.hash),
    ],
  );
}
