/**
 * The audit chain (behandlingshistorik): each entry's hash covers the hash before it and the canonical text of the
 * entry itself, so that an entry that was altered, moved or taken out of the middle is found. A cut tail is not visible in
 * the chain itself: the head hash is therefore printed by `verify` and belongs outside the database.
 * Law: LKBR (2018:597) ch. 3 on treatment history.
 */
export interface AuditRecord {
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** JSON with keys in code-unit order at every level: the one text of a value, whoever wrote it. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Record<string, unknown>)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The text that is hashed for an entry. */
export function chainText(seq: number, record: AuditRecord, hashBefore: string): string {
  return canonicalJson([
    hashBefore,
    seq,
    record.at,
    record.actor,
    record.action,
    record.objectKind,
    record.objectId,
    record.before ?? null,
    record.after ?? null,
  ]);
}
