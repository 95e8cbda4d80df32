import {
  byCode,
  type Ore,
  ore,
  type Period,
  type Problem,
  periodsOfYear,
  Refusal,
} from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { record } from "../../../platform/audit/index.ts";
import { bulkInsert, takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customerCodes } from "../../../service/customers/actions/index.ts";
import {
  accountMapOf,
  balancesOf,
  costCentresOf,
  periodsOf,
  projectsOf,
} from "../../ledger/actions/index.ts";
import {
  byCoding,
  cellRef,
  codingParts,
  codingText,
  type EntryRow,
  keepingPlans,
  enteringPlans,
  type MonthLock,
  type Plan,
  type PlanLine,
  planOfName,
  refParts,
  type RowCoding,
  sheetOf,
  type WorkingPlan,
} from "../index.ts";
import { entryProblem, problemOf } from "../problems.ts";
import { planLines, plansOf } from "./read.ts";

export interface EntryDoing {
  readonly actor: string;
  readonly now: string;
}

/** A working version as a list of them shows it. */
export type WorkingHead = Plan & Pick<WorkingPlan, "basedOn" | "revision" | "openedBy" | "openedAt">;

/** The working versions that are open, by year and name. */
export async function workingsOf(tx: Transaction, provider: string, plan?: string): Promise<WorkingHead[]> {
  const rows = await tx.query<Omit<WorkingHead, "asOf"> & { asOf: Period | null }>(
    `select plan, scenario, fiscal_year as "fiscalYear", as_of as "asOf", based_on as "basedOn", revision,
            opened_by as "openedBy", opened_at as "openedAt"
     from planning.working where provider_id = $1 and state = 'open' and ($2::text is null or plan = $2)
     order by fiscal_year, plan collate "C"`,
    [provider, plan ?? null],
  );
  return rows.map((row) => ({
    ...row,
    asOf: row.asOf ?? undefined,
    openedAt: new Date(row.openedAt).toISOString(),
  }));
}

/** A working version with its rows and cells; undefined when the plan is not open. */
export async function workingOf(
  tx: Transaction,
  provider: string,
  plan: string,
): Promise<WorkingPlan | undefined> {
  const [head] = await workingsOf(tx, provider, plan);
  if (head === undefined) return undefined;
  const rows = await tx.query<EntryRow>(
    `select row_no as row, account, cost_centre as "costCentre", project, service, customer, counterparty
     from planning.working_row where provider_id = $1 and plan = $2`,
    [provider, plan],
  );
  const cells = await tx.query<{ row: number; period: Period; amountOre: Ore }>(
    `select row_no as row, period, amount_ore as "amountOre"
     from planning.working_cell where provider_id = $1 and plan = $2`,
    [provider, plan],
  );
  return {
    ...head,
    rows: rows.sort(byCoding),
    amounts: new Map(cells.map((cell) => [cellRef(cell.row, cell.period), cell.amountOre])),
    locked: await locksOf(tx, provider, head),
  };
}

/** The same, refused when it is not open. */
export async function requiredWorking(tx: Transaction, provider: string, plan: string): Promise<WorkingPlan> {
  const working = await workingOf(tx, provider, plan);
  if (working !== undefined) return working;
  const isFrozen = (await plansOf(tx, provider)).some((one) => one.plan === plan);
  throw new Refusal([
    entryProblem("planning.not-open", {
      sv: isFrozen ? `${plan} är fastställd` : `${plan} finns inte`,
      en: isFrozen ? `${plan} is frozen` : `there is no ${plan}`,
    }),
  ]);
}

/** Months that hold what is booked, and months that the books have closed. */
async function locksOf(tx: Transaction, provider: string, plan: Plan): Promise<Map<Period, MonthLock>> {
  const closed = new Set(
    (await periodsOf(tx, provider)).filter((one) => one.state === "closed").map((one) => one.period),
  );
  const locks = new Map<Period, MonthLock>();
  for (const period of periodsOfYear(plan.fiscalYear)) {
    if (plan.asOf !== undefined && period <= plan.asOf) locks.set(period, "actual");
    else if (closed.has(period)) locks.set(period, "closed");
  }
  return locks;
}

/**
 * Opens a plan for entry (öppnar en arbetsversion): begun from another plan, from a year's books ("actual-2024") or from nothing. The months that a
 * forecast has behind it are filled from the books and stay as booked.
 */
export async function openWorking(
  tx: Transaction,
  provider: string,
  { plan: name, from }: { readonly plan: string; readonly from: string },
  { actor, now }: EntryDoing,
): Promise<WorkingHead> {
  await requireMandate(tx, provider, actor, keepingPlans);
  await takeTurn(tx, provider, "planning");
  const plan = name.startsWith("volumes") ? undefined : planOfName(name);
  if (plan === undefined)
    throw new Refusal([entryProblem("planning.not-a-name", { sv: `”${name}”`, en: `"${name}"` })]);
  const frozen = (await plansOf(tx, provider)).some((one) => one.plan === name);
  if (frozen)
    throw new Refusal([
      problemOf(
        "planning.frozen",
        {},
        { message_sv: `${name} är fastställd.`, message_en: `${name} is frozen.` },
      ),
    ]);
  if ((await workingsOf(tx, provider, name)).length > 0)
    throw new Refusal([entryProblem("planning.already-open", { sv: name, en: name })]);
  const locks = await locksOf(tx, provider, plan);
  if (locks.size === 12)
    throw new Refusal([entryProblem("planning.nothing-to-plan", { sv: name, en: name })]);

  const begun = await beginning(tx, provider, from);
  const behind =
    plan.asOf === undefined
      ? []
      : (await bookedLines(tx, provider, plan.fiscalYear)).filter(
          ({ period }) => period <= (plan.asOf as string),
        );
  const shifted = begun.map((line) => ({
    ...line,
    period: `${plan.fiscalYear}${line.period.slice(4)}` as Period,
  }));
  const lines = [...behind, ...shifted.filter((line) => plan.asOf === undefined || line.period > plan.asOf)];
  const { rows, amounts } = sheetOf(lines, plan.fiscalYear);

  await tx.execute(
    `insert into planning.working (provider_id, plan, scenario, fiscal_year, as_of, based_on, revision, state, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, 1, 'open', $7, $8)
     on conflict (provider_id, plan) do update
     set based_on = excluded.based_on, revision = planning.working.revision + 1, state = 'open',
         opened_by = excluded.opened_by, opened_at = excluded.opened_at`,
    [provider, name, plan.scenario, plan.fiscalYear, plan.asOf ?? null, from, actor, now],
  );
  await bulkInsert(
    tx,
    "planning.working_row",
    ["plan", "row_no", "account", "cost_centre", "project", "service", "customer", "counterparty"].map(
      (column) => ({
        name: column,
        type: column === "row_no" ? ("int4" as const) : ("text" as const),
      }),
    ),
    rows.map((row) => [name, row.row, ...codingParts.map((part) => row[part])]),
  );
  await bulkInsert(
    tx,
    "planning.working_cell",
    [
      { name: "plan", type: "text" },
      { name: "row_no", type: "int4" },
      { name: "period", type: "text" },
      { name: "amount_ore", type: "int8" },
    ],
    [...amounts].flatMap(([ref, amountOre]) => {
      const place = refParts(ref);
      return place === undefined ? [] : [[name, place.row, place.period, amountOre]];
    }),
  );
  await record(tx, {
    at: now,
    actor,
    action: "planning.open",
    objectKind: "plan",
    objectId: name,
    before: null,
    after: { based_on: from, rows: rows.length, cells: amounts.size },
  });
  const [head] = await workingsOf(tx, provider, name);
  return head as WorkingHead;
}

/** The lines that a working version begins from; a plan that is being entered may be one of them. */
async function beginning(tx: Transaction, provider: string, from: string): Promise<readonly PlanLine[]> {
  if (from === "") return [];
  const booked = /^actual-(20\d\d)$/.exec(from);
  return booked === null ? planLines(tx, provider, from) : bookedLines(tx, provider, Number(booked[1]));
}

/** Revenue and cost as booked: what a plan is about. */
async function bookedLines(tx: Transaction, provider: string, year: number): Promise<PlanLine[]> {
  const map = await accountMapOf(tx, provider);
  const cells = await balancesOf(tx, provider, [year]);
  return cells.filter(({ account }) => {
    const kind = map.mappingOf(account)?.kind;
    return kind === "revenue" || kind === "cost";
  });
}

/** Adds an empty row to a working version; every code of it is to be in its register. Returns its number. */
export async function addRow(
  tx: Transaction,
  provider: string,
  { plan, coding }: { readonly plan: string; readonly coding: RowCoding },
  { actor, now }: EntryDoing,
): Promise<number> {
  await requireMandate(tx, provider, actor, enteringPlans);
  await takeTurn(tx, provider, "planning");
  const working = await requiredWorking(tx, provider, plan);
  const problems = await unknownCodes(tx, provider, coding);
  const same = working.rows.find((row) => byCoding(row, coding) === 0);
  if (same !== undefined) {
    const text = `${codingText(coding)} (${same.row})`;
    problems.push(entryProblem("planning.row-exists", { sv: text, en: text }));
  }
  if (problems.length > 0) throw new Refusal(problems);
  const row = working.rows.reduce((most, one) => Math.max(most, one.row), 0) + 1;
  await tx.execute(
    `insert into planning.working_row
       (provider_id, plan, row_no, account, cost_centre, project, service, customer, counterparty)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [provider, plan, row, ...codingParts.map((part) => coding[part])],
  );
  await record(tx, {
    at: now,
    actor,
    action: "planning.add-row",
    objectKind: "plan",
    objectId: plan,
    before: null,
    after: { row, ...coding },
  });
  return row;
}

async function unknownCodes(tx: Transaction, provider: string, coding: RowCoding): Promise<Problem[]> {
  const map = await accountMapOf(tx, provider);
  const { services } = await catalogueOf(tx, provider);
  const registers = [
    ["costCentre", (await costCentresOf(tx, provider)).map((one) => one.costCentre), "ansvar", "cost centre"],
    ["project", (await projectsOf(tx, provider)).map((one) => one.project), "projekt", "project"],
    ["service", services.map((one) => one.service), "tjänst", "service"],
    ["customer", await customerCodes(tx, provider), "kund", "customer"],
  ] as const;
  const problems: Problem[] = [];
  const kind = map.mappingOf(coding.account)?.kind;
  if (kind !== "revenue" && kind !== "cost")
    problems.push(
      entryProblem("planning.unknown-code", {
        sv: `konto ”${coding.account}”`,
        en: `account "${coding.account}"`,
      }),
    );
  for (const [part, codes, sv, en] of registers)
    if (coding[part] !== "" && codes.length > 0 && !codes.includes(coding[part]))
      problems.push(
        entryProblem("planning.unknown-code", {
          sv: `${sv} ”${coding[part]}”`,
          en: `${en} "${coding[part]}"`,
        }),
      );
  return problems;
}

/** Throws a working version away; what was saved in it stays in its history, its drafts go. */
export async function dropWorking(
  tx: Transaction,
  provider: string,
  plan: string,
  { actor, now }: EntryDoing,
): Promise<void> {
  await requireMandate(tx, provider, actor, keepingPlans);
  await takeTurn(tx, provider, "planning");
  const working = await requiredWorking(tx, provider, plan);
  await endWorking(tx, provider, plan, "dropped");
  await record(tx, {
    at: now,
    actor,
    action: "planning.drop",
    objectKind: "plan",
    objectId: plan,
    before: { revision: working.revision, rows: working.rows.length, cells: working.amounts.size },
    after: null,
  });
}

/** Takes the rows, cells and drafts of a working version away; its saves and their changes stay. */
export async function endWorking(
  tx: Transaction,
  provider: string,
  plan: string,
  state: "frozen" | "dropped",
): Promise<void> {
  for (const table of ["draft", "working_cell", "working_row"])
    await tx.execute(`delete from planning.${table} where provider_id = $1 and plan = $2`, [provider, plan]);
  await tx.execute("update planning.working set state = $3 where provider_id = $1 and plan = $2", [
    provider,
    plan,
    state,
  ]);
}

/** What a working version may be begun from: plans, and years with books; the latest first. */
export async function beginningsOf(tx: Transaction, provider: string): Promise<string[]> {
  const years = [...new Set((await periodsOf(tx, provider)).map((one) => Number(one.period.slice(0, 4))))];
  return [
    ...(await plansOf(tx, provider)).map((one) => one.plan),
    ...years.map((year) => `actual-${year}`),
  ].sort((a, b) => byCode(b.replace(/^\D+/, ""), a.replace(/^\D+/, "")));
}

/** A frozen plan as rows and cells, to look at. */
export async function frozenSheet(
  tx: Transaction,
  provider: string,
  plan: string,
): Promise<WorkingPlan | undefined> {
  const stored = (await plansOf(tx, provider)).find((one) => one.plan === plan);
  if (stored === undefined) return undefined;
  const { rows, amounts } = sheetOf(await planLines(tx, provider, plan), stored.fiscalYear);
  return {
    ...stored,
    basedOn: "",
    revision: 0,
    openedBy: "",
    openedAt: "",
    rows,
    amounts: new Map([...amounts].map(([ref, amount]) => [ref, ore(amount)])),
    locked: new Map(),
  };
}
