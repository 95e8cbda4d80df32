import { createHash } from "node:crypto";
import { type Ore, ore, type Period, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { bulkInsert, takeTurn, type Transaction } from "../../../platform/database/index.ts";
import {
  amountOf,
  cellRef,
  type CellPlace,
  codingKey,
  codingParts,
  codingText,
  enteringPlans,
  keepingPlans,
  linesOf,
  type PlanLine,
  type Proposal,
  proposalOf,
  refParts,
  type RowCoding,
  type SinceThen,
  type WorkingPlan,
} from "../index.ts";
import { entryProblem } from "../problems.ts";
import { loadPlan, type PlanLoad } from "./load.ts";
import { endWorking, type EntryDoing, requiredWorking } from "./working.ts";

/** A cell as its writer left it: the text, and the save that was seen when it was written. */
export interface DraftCell {
  readonly text: string;
  readonly revision: number;
}

export interface Draft {
  readonly person: string;
  readonly cells: ReadonlyMap<string, DraftCell>;
  readonly keptAt: string;
}

const longestText = 200;

/** What a person, or everybody, has typed and not saved. */
export async function draftsOf(
  tx: Transaction,
  provider: string,
  plan: string,
  person?: string,
): Promise<Draft[]> {
  const rows = await tx.query<{ person: string; cells: Record<string, [string, number]>; keptAt: string }>(
    `select person, cells, kept_at as "keptAt" from planning.draft
     where provider_id = $1 and plan = $2 and ($3::text is null or person = $3) order by person collate "C"`,
    [provider, plan, person ?? null],
  );
  return rows.map((row) => ({
    person: row.person,
    cells: new Map(Object.entries(row.cells).map(([ref, [text, revision]]) => [ref, { text, revision }])),
    keptAt: new Date(row.keptAt).toISOString(),
  }));
}

/**
 * Keeps what a person has typed (sparar utkastet), faults too: nothing is lost by a fault, a lost connection or a closed window. What is typed back to
 * what is saved leaves the draft. Returns how many cells it holds.
 */
export async function keepDraft(
  tx: Transaction,
  provider: string,
  {
    plan,
    cells,
    revision,
    replaces,
  }: {
    readonly plan: string;
    readonly cells: ReadonlyMap<string, string>;
    /** The save that the writer saw. */
    readonly revision: number;
    /** The whole draft is this, whatever it was before: an uploaded template. */
    readonly replaces?: boolean;
  },
  { actor, now }: EntryDoing,
): Promise<number> {
  await requireMandate(tx, provider, actor, enteringPlans);
  await takeTurn(tx, provider, "planning");
  const working = await requiredWorking(tx, provider, plan);
  const known = new Set(working.rows.map((row) => row.row));
  const [before] = await draftsOf(tx, provider, plan, actor);
  const kept = new Map<string, DraftCell>(replaces === true ? [] : (before?.cells ?? []));
  const since = await sinceThen(tx, provider, working, revision);
  for (const [ref, text] of cells) {
    const place = refParts(ref);
    if (
      place === undefined ||
      !known.has(place.row) ||
      Number(place.period.slice(0, 4)) !== working.fiscalYear
    ) {
      const cut = ref.slice(0, 40);
      throw new Refusal([entryProblem("planning.no-such-cell", { sv: cut, en: cut })]);
    }
    const amount = amountOf(text);
    const stands = working.amounts.get(ref) ?? ore(0);
    if (amount === stands || amount === since.get(ref)?.wasOre) kept.delete(ref);
    else kept.set(ref, { text: text.slice(0, longestText), revision: Math.min(revision, working.revision) });
  }
  if (kept.size === 0)
    await tx.execute("delete from planning.draft where provider_id = $1 and plan = $2 and person = $3", [
      provider,
      plan,
      actor,
    ]);
  else
    await tx.execute(
      `insert into planning.draft (provider_id, plan, person, cells, kept_at) values ($1, $2, $3, $4::jsonb, $5)
       on conflict (provider_id, plan, person) do update set cells = excluded.cells, kept_at = excluded.kept_at`,
      [
        provider,
        plan,
        actor,
        JSON.stringify(Object.fromEntries([...kept].map(([ref, cell]) => [ref, [cell.text, cell.revision]]))),
        now,
      ],
    );
  return kept.size;
}

/** Throws a draft away: one's own, or as keeper of plans somebody else's. */
export async function discardDraft(
  tx: Transaction,
  provider: string,
  { plan, person }: { readonly plan: string; readonly person: string },
  { actor, now }: EntryDoing,
): Promise<boolean> {
  await requireMandate(tx, provider, actor, person === actor ? enteringPlans : keepingPlans);
  const [draft] = await draftsOf(tx, provider, plan, person);
  if (draft === undefined) return false;
  await tx.execute("delete from planning.draft where provider_id = $1 and plan = $2 and person = $3", [
    provider,
    plan,
    person,
  ]);
  if (person !== actor)
    await record(tx, {
      at: now,
      actor,
      action: "planning.discard-draft",
      objectKind: "plan",
      objectId: plan,
      before: { person, cells: Object.fromEntries([...draft.cells].map(([ref, cell]) => [ref, cell.text])) },
      after: null,
    });
  return true;
}

/** What has been saved of each cell after a save that somebody saw: what it was then, and who saved it last. */
export async function sinceThen(
  tx: Transaction,
  provider: string,
  working: Pick<WorkingPlan, "plan" | "revision">,
  revision: number,
): Promise<Map<string, SinceThen>> {
  const since = new Map<string, SinceThen>();
  if (revision >= working.revision) return since;
  const rows = await tx.query<{ row: number; period: Period; wasOre: Ore; by: string; at: string }>(
    `select c.row_no as row, c.period, c.from_ore as "wasOre", s.saved_by as by, s.saved_at as at
     from planning.change c
     join planning.save s on s.provider_id = $1 and s.plan = c.plan and s.revision = c.revision
     where c.provider_id = $1 and c.plan = $2 and c.revision > $3 order by c.revision`,
    [provider, working.plan, revision],
  );
  for (const { row, period, wasOre, by, at } of rows) {
    const ref = cellRef(row, period);
    since.set(ref, { wasOre: since.get(ref)?.wasOre ?? wasOre, by, at: new Date(at).toISOString() });
  }
  return since;
}

/** A person's draft as a proposal: what saving it would change, and what is in the way. */
export async function proposalOfDraft(
  tx: Transaction,
  provider: string,
  working: WorkingPlan,
  cells: ReadonlyMap<string, DraftCell>,
  overwrite: boolean,
  placeOf: (ref: string) => CellPlace = placeIn(working),
): Promise<Proposal> {
  const groups = new Map<number, Map<string, string>>();
  for (const [ref, { text, revision }] of cells) {
    const group = groups.get(revision) ?? new Map<string, string>();
    groups.set(revision, group.set(ref, text));
  }
  const parts: Proposal[] = [];
  for (const [revision, typed] of groups) {
    const since = await sinceThen(tx, provider, working, revision);
    parts.push(proposalOf(working, typed, { since, placeOf, overwrite }));
  }
  return {
    changes: parts.flatMap((part) => part.changes),
    faults: parts.flatMap((part) => part.faults),
  };
}

/** Where a cell of a working version is, for people who see it on a page or in a terminal. */
export function placeIn(working: Pick<WorkingPlan, "rows">): (ref: string) => CellPlace {
  const rows = new Map(working.rows.map((row) => [row.row, codingText(row)]));
  return (ref) => {
    const place = refParts(ref);
    const text = place === undefined ? ref : `${rows.get(place.row) ?? place.row}, ${place.period}`;
    return { sv: text, en: text };
  };
}

export interface Saved {
  readonly plan: string;
  readonly revision: number;
  readonly changes: number;
  readonly byOre: Ore;
}

/**
 * Saves what was written (sparar): all of it, or nothing and every fault by its cell. Each changed cell is kept with who, when, from and to. A cell that somebody else
 * has saved meanwhile is refused, unless it is to be written over. Without `cells`, the person's draft.
 */
export async function saveWorking(
  tx: Transaction,
  provider: string,
  {
    plan,
    cells,
    overwrite = false,
    comment = "",
    placeOf,
  }: {
    readonly plan: string;
    readonly cells?: ReadonlyMap<string, DraftCell> | undefined;
    readonly overwrite?: boolean;
    readonly comment?: string;
    readonly placeOf?: ((ref: string) => CellPlace) | undefined;
  },
  { actor, now }: EntryDoing,
): Promise<Saved> {
  await requireMandate(tx, provider, actor, enteringPlans);
  await takeTurn(tx, provider, "planning");
  const working = await requiredWorking(tx, provider, plan);
  const written =
    cells ?? (await draftsOf(tx, provider, plan, actor))[0]?.cells ?? new Map<string, DraftCell>();
  const { changes, faults } = await proposalOfDraft(tx, provider, working, written, overwrite, placeOf);
  if (faults.length > 0) throw new Refusal(faults.map((fault) => fault.problem));
  if (changes.length === 0)
    throw new Refusal([entryProblem("planning.nothing-written", { sv: plan, en: plan })]);

  const revision = working.revision + 1;
  const codings = new Map(working.rows.map((row) => [row.row, row]));
  await tx.execute(
    `insert into planning.save (provider_id, plan, revision, saved_by, saved_at, comment) values ($1, $2, $3, $4, $5, $6)`,
    [provider, plan, revision, actor, now, comment],
  );
  await bulkInsert(
    tx,
    "planning.change",
    [
      { name: "plan", type: "text" },
      { name: "revision", type: "int4" },
      { name: "row_no", type: "int4" },
      { name: "period", type: "text" },
      ...["account", "cost_centre", "project", "service", "customer", "counterparty"].map((name) => ({
        name,
        type: "text" as const,
      })),
      { name: "from_ore", type: "int8" },
      { name: "to_ore", type: "int8" },
    ],
    changes.map(({ row, period, fromOre, toOre }) => {
      const coding = codings.get(row) as RowCoding;
      return [plan, revision, row, period, ...codingParts.map((part) => coding[part]), fromOre, toOre];
    }),
  );
  const given = [changes.map((one) => one.row), changes.map((one) => one.period)];
  await tx.execute(
    `delete from planning.working_cell where provider_id = $1 and plan = $2
       and (row_no, period) in (select * from unnest($3::integer[], $4::text[]))`,
    [provider, plan, ...given],
  );
  await tx.execute(
    `insert into planning.working_cell (provider_id, plan, row_no, period, amount_ore)
     select $1, $2, * from unnest($3::integer[], $4::text[], $5::bigint[]) as cell (row_no, period, amount_ore) where amount_ore <> 0`,
    [provider, plan, ...given, changes.map((one) => one.toOre)],
  );
  await tx.execute("update planning.working set revision = $3 where provider_id = $1 and plan = $2", [
    provider,
    plan,
    revision,
  ]);
  if (cells === undefined)
    await tx.execute("delete from planning.draft where provider_id = $1 and plan = $2 and person = $3", [
      provider,
      plan,
      actor,
    ]);
  const byOre = ore(changes.reduce((sum, one) => sum + one.toOre - one.fromOre, 0));
  const sha256 = createHash("sha256").update(JSON.stringify(changes)).digest("hex");
  await record(tx, {
    at: now,
    actor,
    action: "planning.save",
    objectKind: "plan",
    objectId: plan,
    before: { revision: working.revision },
    after: { revision, cells: changes.length, by_ore: String(byOre), comment, changes_sha256: sha256 },
  });
  return { plan, revision, changes: changes.length, byOre };
}

/**
 * Freezes a working version as a plan (fastställer planen): costing, prices and follow-up rest on it from then on, and it does not change. Refused while
 * somebody has a draft, and where it does not come to the result that is declared.
 */
export async function freezeWorking(
  tx: Transaction,
  provider: string,
  { plan, resultOre }: { readonly plan: string; readonly resultOre?: Ore | undefined },
  { actor, now }: EntryDoing,
): Promise<PlanLoad> {
  await requireMandate(tx, provider, actor, keepingPlans);
  await takeTurn(tx, provider, "planning");
  const working = await requiredWorking(tx, provider, plan);
  const drafts = await draftsOf(tx, provider, plan);
  if (drafts.length > 0)
    throw new Refusal(
      drafts.map(({ person, cells }) =>
        entryProblem("planning.unsaved-drafts", {
          sv: `${person}, ${cells.size} celler`,
          en: `${person}, ${cells.size} cells`,
        }),
      ),
    );
  const lines = linesOf(working);
  const loaded = await loadPlan(
    tx,
    provider,
    { plan: working, file: plan, sha256: hashOf(lines), lines, declared: { resultOre } },
    { actor, now, confirm: false },
  );
  await endWorking(tx, provider, plan, "frozen");
  return loaded;
}

function hashOf(lines: readonly PlanLine[]): string {
  const text = lines
    .map((line) => [codingKey(line), line.period, String(line.amountOre)].join("|"))
    .join("\n");
  return createHash("sha256").update(text).digest("hex");
}

/** One change of a cell, as it was made. */
export interface PastChange extends RowCoding {
  readonly revision: number;
  readonly row: number;
  readonly period: Period;
  readonly fromOre: Ore;
  readonly toOre: Ore;
}

/** One save of a working version with what it changed. */
export interface PastSave {
  readonly revision: number;
  readonly by: string;
  readonly at: string;
  readonly comment: string;
  readonly changes: readonly PastChange[];
}

/** What has been saved of a plan, the latest first; of one cell when it is asked for. */
export async function historyOf(
  tx: Transaction,
  provider: string,
  plan: string,
  ref?: string,
): Promise<PastSave[]> {
  const cell = ref === undefined ? undefined : refParts(ref);
  const saves = await tx.query<Omit<PastSave, "changes">>(
    `select revision, saved_by as by, saved_at as at, comment from planning.save
     where provider_id = $1 and plan = $2 order by revision desc`,
    [provider, plan],
  );
  const changes = await tx.query<PastChange>(
    `select revision, row_no as row, period, account, cost_centre as "costCentre", project, service, customer, counterparty,
            from_ore as "fromOre", to_ore as "toOre"
     from planning.change where provider_id = $1 and plan = $2
       and ($3::integer is null or row_no = $3) and ($4::text is null or period = $4)
     order by revision, account collate "C", cost_centre collate "C", row_no, period collate "C"`,
    [provider, plan, cell?.row ?? null, cell?.period ?? null],
  );
  const bySave = new Map<number, PastChange[]>(saves.map((save) => [save.revision, []]));
  for (const change of changes) bySave.get(change.revision)?.push(change);
  return saves
    .map((save) => ({
      ...save,
      at: new Date(save.at).toISOString(),
      changes: bySave.get(save.revision) ?? [],
    }))
    .filter((save) => cell === undefined || save.changes.length > 0);
}
