import { Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../access/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { type Cells, editingRegisters, type RegisterDefinition, type RowEdit, textsOf } from "../index.ts";
import { nothingDrafted } from "../problems.ts";
import { type Doing, saveEdits } from "./change.ts";
import { type HeldProposal, type HowToPropose, proposeEdits } from "./propose.ts";
import { entryWithKey } from "./read.ts";

/** An edit that waits in somebody's draft. */
export type DraftedEdit = RowEdit & { readonly keptAt: string };

/** How much somebody has in a draft of a register. */
export interface DraftHead {
  readonly register: string;
  readonly person: string;
  readonly rows: number;
  readonly keptAt: string;
}

/** The drafts there are, of one person or of everybody, by register. */
export async function draftHeads(tx: Transaction, provider: string, person?: string): Promise<DraftHead[]> {
  const heads = await tx.query<DraftHead>(
    `select register, person, count(*)::integer as rows, max(kept_at) as "keptAt" from platform.register_draft
     where provider_id = $1 and ($2::text is null or person = $2)
     group by register, person order by register collate "C", person collate "C"`,
    [provider, person ?? null],
  );
  return heads.map((head) => ({ ...head, keptAt: new Date(head.keptAt).toISOString() }));
}

/** A person's draft of a register, in the order its rows were begun. */
export async function draftOf(
  tx: Transaction,
  provider: string,
  register: string,
  person: string,
): Promise<DraftedEdit[]> {
  const rows = await tx.query<Omit<DraftedEdit, "base"> & { base: Cells | null }>(
    `select row_key as row, change, cells, base, kept_at as "keptAt" from platform.register_draft
     where provider_id = $1 and register = $2 and person = $3 order by row_key collate "C"`,
    [provider, register, person],
  );
  return rows.map((row) => ({
    ...row,
    base: row.base ?? undefined,
    keptAt: new Date(row.keptAt).toISOString(),
  }));
}

/** Who else has a row in their draft, and since when. */
export async function othersDrafting(
  tx: Transaction,
  provider: string,
  { register, row, person }: { readonly register: string; readonly row: string; readonly person: string },
): Promise<{ readonly person: string; readonly keptAt: string }[]> {
  const rows = await tx.query<{ person: string; keptAt: string }>(
    `select person, kept_at as "keptAt" from platform.register_draft
     where provider_id = $1 and register = $2 and row_key = $3 and person <> $4 order by person collate "C"`,
    [provider, register, row, person],
  );
  return rows.map((one) => ({ ...one, keptAt: new Date(one.keptAt).toISOString() }));
}

/**
 * Keeps an edit in its writer's draft (sparar utkastet), faults too: nothing is lost by a fault or a closed window. With it is kept what its
 * writer saw of the row, so that others' changes since then show: `base`, else what was seen when the edit was begun. An edit that changes
 * nothing leaves the draft. Returns the row's name in the draft; undefined where it left it.
 */
export async function keepEdit(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  { change, row, cells, base }: RowEdit,
  { actor, now }: Doing,
): Promise<string | undefined> {
  await requireMandate(tx, provider, actor, editingRegisters);
  const { name: register } = definition;
  const drafted = await draftOf(tx, provider, register, actor);
  const before = drafted.find((one) => one.row === row);
  const name = row === "" ? nextName(drafted) : row;
  const entry = change === "add" ? undefined : await entryWithKey(tx, provider, definition, row);
  const seen = base ?? before?.base ?? (entry === undefined ? undefined : textsOf(definition, entry));
  const typed = Object.entries({ ...before?.cells, ...cells });
  const kept: Cells =
    change === "remove"
      ? {}
      : Object.fromEntries(typed.filter(([column, text]) => text !== (seen?.[column] ?? "")));
  if (change !== "remove" && Object.keys(kept).length === 0) {
    await discardEdits(tx, provider, { register, person: actor, row: name });
    return undefined;
  }
  await tx.execute(
    `insert into platform.register_draft (provider_id, register, person, row_key, change, cells, base, kept_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8)
     on conflict (provider_id, register, person, row_key)
     do update set change = excluded.change, cells = excluded.cells, base = excluded.base, kept_at = excluded.kept_at`,
    [
      provider,
      register,
      actor,
      name,
      change,
      JSON.stringify(kept),
      seen === undefined ? null : JSON.stringify(seen),
      now,
    ],
  );
  return name;
}

function nextName(drafted: readonly RowEdit[]): string {
  const taken = drafted.flatMap(({ row }) => (/^\+\d{1,6}$/.test(row) ? [Number(row.slice(1))] : []));
  return `+${Math.max(0, ...taken) + 1}`;
}

/** Throws a draft away, or one row of it. Returns how many rows went. */
export async function discardEdits(
  tx: Transaction,
  provider: string,
  {
    register,
    person,
    row,
  }: { readonly register: string; readonly person: string; readonly row?: string | undefined },
): Promise<number> {
  const gone = await tx.query<{ row_key: string }>(
    `delete from platform.register_draft
     where provider_id = $1 and register = $2 and person = $3 and ($4::text is null or row_key = $4) returning row_key`,
    [provider, register, person, row ?? null],
  );
  return gone.length;
}

/** A person's draft held against the register as it is now. Writes nothing. */
export async function proposeDraft(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  person: string,
  how: HowToPropose = {},
): Promise<HeldProposal> {
  return proposeEdits(tx, provider, definition, await draftOf(tx, provider, definition.name, person), how);
}

/** Saves a person's own draft, every row or none, and empties it. */
export async function saveDraft(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  doing: Doing,
  how: HowToPropose = {},
): Promise<HeldProposal> {
  await requireMandate(tx, provider, doing.actor, editingRegisters);
  const edits = await draftOf(tx, provider, definition.name, doing.actor);
  if (edits.length === 0) throw new Refusal([nothingDrafted(definition.name)]);
  const saved = await saveEdits(tx, provider, definition, edits, doing, how);
  await discardEdits(tx, provider, { register: definition.name, person: doing.actor });
  return saved;
}
