import { Refusal } from "../../../kernel/index.ts";
import { recordAll } from "../../audit/actions/index.ts";
import { takeTurn, type Transaction } from "../../database/index.ts";
import {
  type Cells,
  isStopped,
  problemsOf,
  type RegisterDefinition,
  type RowEdit,
  storedName,
  type StoredRow,
  storedType,
} from "../index.ts";
import { forgetSourceLine } from "../sql/source-lines.ts";
import { type HeldProposal, type HowToPropose, proposeEdits } from "./propose.ts";
import { entryWithKey } from "./read.ts";
import { markOf } from "./row-reading.ts";

export interface Doing {
  readonly actor: string;
  readonly now: string;
}

/**
 * Saves edits of a register: all of them, or none and everything that is in the way. Each is given as the texts a file would hold and held
 * to the same rules as a file. The audit has every row before and after. Returns what was changed.
 */
export async function saveEdits(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  edits: readonly RowEdit[],
  doing: Doing,
  how: HowToPropose = {},
): Promise<HeldProposal> {
  // Whoever saves at the same moment is held against what is saved here.
  await takeTurn(tx, provider, `register:${definition.name}`);
  const proposal = await proposeEdits(tx, provider, definition, edits, how);
  if (isStopped(proposal)) throw new Refusal(problemsOf(proposal));
  for (const change of ["remove", "change", "add"] as const)
    await write(tx, provider, definition, {
      change,
      rows: proposal.rows.filter((row) => row.change === change),
    });
  for (const { change, key } of proposal.rows)
    if (change !== "add") await forgetSourceLine(tx, provider, { file: definition.path, key });
  await recordAll(
    tx,
    proposal.rows.map(({ change, key, before, after }) => ({
      at: doing.now,
      actor: doing.actor,
      action: `register.${change}`,
      objectKind: definition.objectKind,
      objectId: key,
      before,
      after,
    })),
  );
  return proposal;
}

/** The mark of a row that is about to be changed; nobody else changes it before this transaction is over. */
export async function markForChange(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  key: string,
): Promise<string | undefined> {
  await takeTurn(tx, provider, `register:${definition.name}`);
  const entry = await entryWithKey(tx, provider, definition, key);
  return entry && markOf(definition, entry);
}

/** Changes some cells of one row. Returns whether anything changed. */
export async function changeEntry(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  { key, cells }: { readonly key: string; readonly cells: Cells },
  doing: Doing,
): Promise<boolean> {
  const edit: RowEdit = { change: "change", row: key, cells };
  return (await saveEdits(tx, provider, definition, [edit], doing)).rows.length > 0;
}

/** Adds one row, given as the texts a file would hold. A key that is there already is refused. Returns the key. */
export async function addEntry(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  cells: Cells,
  doing: Doing,
): Promise<string> {
  const { rows } = await saveEdits(tx, provider, definition, [{ change: "add", row: "+1", cells }], doing);
  const [row] = rows;
  if (row === undefined) throw new Error("Broken invariant: a row that is added has a key");
  return row.key;
}

async function write(
  tx: Transaction,
  provider: string,
  definition: RegisterDefinition,
  { change, rows }: { readonly change: RowEdit["change"]; readonly rows: HeldProposal["rows"] },
): Promise<void> {
  if (rows.length === 0) return;
  const names = definition.columns.map(storedName);
  const keys = definition.columns.filter((column) => definition.key.includes(column.name)).map(storedName);
  const rest = names.filter((name) => !keys.includes(name));
  const types = definition.columns.map((column) => `${storedName(column)} ${storedType(column, definition)}`);
  const given = rows.map(({ before, after }): StoredRow | null => (change === "remove" ? before : after));
  const values = [provider, JSON.stringify(given)];
  const row = `jsonb_to_recordset($2::jsonb) as row (${types.join(", ")})`;
  const isSame = keys.map((name) => `kept.${name} = row.${name}`).join(" and ");
  if (change === "add")
    await tx.execute(
      `insert into ${definition.table} (provider_id, ${names.join(", ")})
       select $1, ${names.map((name) => `row.${name}`).join(", ")} from ${row}`,
      values,
    );
  else if (change === "remove")
    await tx.execute(
      `delete from ${definition.table} as kept using ${row} where kept.provider_id = $1 and ${isSame}`,
      values,
    );
  else
    await tx.execute(
      `update ${definition.table} as kept
       set ${rest.map((name) => `${name} = row.${name}`).join(", ")}
       from ${row}
       where kept.provider_id = $1 and ${isSame}`,
      values,
    );
}
