import type { Transaction } from "../../database/index.ts";

/** One change as the chain has it: who, when, and the object before and after. */
export interface ObjectChange {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  /** For a first load the file that the objects came with. */
  readonly objectId: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/**
 * What has become of an object, or of every object of a kind, the oldest first. Objects that came with a register's first file
 * have one entry together: what each then said is in its first change.
 */
export async function changesOf(
  tx: Transaction,
  provider: string,
  { objectKind, objectId }: { readonly objectKind: string; readonly objectId?: string },
): Promise<ObjectChange[]> {
  return tx.query<ObjectChange>(
    `select at, actor, action, object_id as "objectId", value_before as before, value_after as after
     from audit.entry
     where provider_id = $1 and object_kind = $2 and ($3::text is null or object_id = $3 or action = 'register.first-load')
     order by seq`,
    [provider, objectKind, objectId ?? null],
  );
}
