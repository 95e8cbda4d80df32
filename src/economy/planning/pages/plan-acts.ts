import { parseKronor, type Period, periodsOfYear, Refusal } from "../../../kernel/index.ts";
import { type Act, type ActField, type Doing, fieldUnreadable } from "../../../platform/web/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  addRow,
  discardDraft,
  dropWorking,
  freezeWorking,
  keepDraft,
  openWorking,
  proposalOfDraft,
  requiredWorking,
  returnedTemplate,
  saveWorking,
} from "../actions/index.ts";
import { blockOf, cellRef, changesJson, enteringPlans, keepingPlans } from "../index.ts";

const pathOf = (plan: string, more = ""): string => `/plans/${encodeURIComponent(plan)}${more}`;

/** Opens a plan for entry. */
export const openPlanAct: Act = {
  path: "/plans",
  mandate: keepingPlans,
  sv: "Öppna för inmatning",
  en: "Open for entry",
  fields: [
    {
      name: "plan",
      sv: "Plan: budget-ÅÅÅÅ eller forecast-ÅÅÅÅ-MM",
      en: "Plan: budget-YYYY or forecast-YYYY-MM",
      required: true,
    },
    { name: "from", sv: "Börja från (plan, eller actual-ÅÅÅÅ)", en: "Begin from (a plan, or actual-YYYY)" },
  ],
  async run(tx, { provider, actor, now, field }) {
    const head = await openWorking(
      tx,
      provider,
      { plan: field("plan"), from: field("from") },
      { actor, now },
    );
    return { to: pathOf(head.plan), told: { plan: head.plan, state: "open", revision: head.revision } };
  },
};

/** Keeps what has been typed: a whole page of fields from the form, or the cells that are told one by one. */
export const keepDraftAct: Act = {
  path: "/plans/:plan/draft",
  mandate: enteringPlans,
  sv: "Spara utkast",
  en: "Keep draft",
  large: true,
  fields: [
    { name: "revision", sv: "Version som visades", en: "Version that was shown", required: true },
    { name: "rows", sv: "Rader på sidan", en: "Rows of the page" },
    {
      name: "cells",
      sv: "Celler, en per rad: rad, månad och text med tabb emellan",
      en: "Cells, one a line: row, month and text with tabs between",
    },
    { name: "go", sv: "Därefter", en: "Then" },
  ],
  async run(tx, doing) {
    const { provider, actor, now, parameter, field } = doing;
    const plan = parameter("plan");
    const cells = new Map([...(await cellsOfPage(tx, doing)), ...cellsTold(field("cells"))]);
    const count = await keepDraft(tx, provider, { plan, cells, revision: revisionOf(field) }, { actor, now });
    const to = field("go") === "review" ? pathOf(plan, "/review") : field("back") || pathOf(plan);
    return { to, told: { plan, draft: count, at: now } };
  },
};

/** The fields of the form, one for each open month of the rows that were on the page. */
async function cellsOfPage(
  tx: Transaction,
  { provider, parameter, field }: Doing,
): Promise<[string, string][]> {
  if (field("rows") === "") return [];
  const working = await requiredWorking(tx, provider, parameter("plan"));
  const months = periodsOfYear(working.fiscalYear).filter((period) => !working.locked.has(period));
  return field("rows")
    .split(" ")
    .flatMap((row) =>
      months.map((period): [string, string] => {
        const ref = cellRef(Number(row), period);
        return [ref, field(`c.${ref}`)];
      }),
    );
}

function cellsTold(text: string): [string, string][] {
  return blockOf(text).map(([row = "", period = "", said = ""]) => [
    cellRef(Number(row), period as Period),
    said,
  ]);
}

function revisionOf(field: Doing["field"]): number {
  const said = field("revision");
  if (/^\d{1,9}$/.test(said)) return Number(said);
  throw new Refusal([
    fieldUnreadable({ name: "revision", sv: "Version, ett tal", en: "Version, a number" }, said),
  ]);
}

const comment = { name: "comment", sv: "Kommentar", en: "Comment" } as const satisfies ActField;

/** Saves one's draft: every change, or none and what is wrong cell by cell. */
export const savePlanAct: Act = {
  path: "/plans/:plan/save",
  mandate: enteringPlans,
  sv: "Spara ändringarna",
  en: "Save the changes",
  fields: [
    comment,
    {
      name: "overwrite",
      sv: "Celler som någon annan har sparat under tiden",
      en: "Cells that somebody else has saved meanwhile",
      choices: [
        { value: "", sv: "behåll deras", en: "keep theirs" },
        { value: "yes", sv: "skriv över", en: "write over" },
      ],
    },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const plan = parameter("plan");
    const said = { plan, overwrite: field("overwrite") === "yes", comment: field("comment") };
    const saved = await saveWorking(tx, provider, said, { actor, now });
    const told = { plan, revision: saved.revision, changes: saved.changes, by: { ore: String(saved.byOre) } };
    return { to: pathOf(plan, "/history"), told };
  },
};

/** Throws one's own draft away. */
export const discardDraftAct: Act = {
  path: "/plans/:plan/discard",
  mandate: enteringPlans,
  sv: "Kasta utkastet",
  en: "Throw the draft away",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const plan = parameter("plan");
    const discarded = await discardDraft(tx, provider, { plan, person: actor }, { actor, now });
    return { to: pathOf(plan), told: { plan, discarded } };
  },
};

/** Takes a filled-in template: it becomes one's draft, to be looked through before it is saved. */
export const uploadPlanAct: Act = {
  path: "/plans/:plan/upload",
  mandate: enteringPlans,
  sv: "Läs in mallen",
  en: "Read the template",
  fields: [
    {
      name: "file",
      sv: "Ifylld mall (.xlsx)",
      en: "Filled-in template (.xlsx)",
      kind: "file",
      required: true,
    },
  ],
  async run(tx, { provider, actor, now, parameter, file }) {
    const plan = parameter("plan");
    const sent = file("file");
    if (sent === undefined)
      throw new Refusal([fieldUnreadable({ name: "file", sv: "Mallen", en: "The template" }, "")]);
    const working = await requiredWorking(tx, provider, plan);
    const { cells, revision, placeOf } = await returnedTemplate(working, provider, sent);
    const { changes, faults } = await proposalOfDraft(tx, provider, working, cells, false, placeOf);
    // What the file itself has wrong is mended in the file; what somebody else has saved meanwhile is decided when reviewing.
    const wrong = faults.filter((fault) => !fault.isConflict);
    if (wrong.length > 0) throw new Refusal(wrong.map((fault) => fault.problem));
    const typed = new Map([...cells].map(([ref, cell]) => [ref, cell.text]));
    await keepDraft(tx, provider, { plan, cells: typed, revision, replaces: true }, { actor, now });
    return { to: pathOf(plan, "/review"), told: { plan, ...changesJson(working, changes, faults) } };
  },
};

const codes = [
  { name: "account", sv: "Konto", en: "Account", required: true },
  { name: "costCentre", sv: "Ansvar", en: "Cost centre" },
  { name: "project", sv: "Projekt", en: "Project" },
  { name: "service", sv: "Tjänst", en: "Service" },
  { name: "customer", sv: "Kund", en: "Customer" },
  { name: "counterparty", sv: "Motpart", en: "Counterparty" },
] as const satisfies readonly ActField[];

export const addPlanRowAct: Act = {
  path: "/plans/:plan/rows",
  mandate: enteringPlans,
  sv: "Lägg till rad",
  en: "Add row",
  fields: codes,
  async run(tx, { provider, actor, now, parameter, field }) {
    const plan = parameter("plan");
    const coding = {
      account: field("account"),
      costCentre: field("costCentre"),
      project: field("project"),
      service: field("service"),
      customer: field("customer"),
      counterparty: field("counterparty"),
    };
    const row = await addRow(tx, provider, { plan, coding }, { actor, now });
    const to = pathOf(plan, `?cost_centre=${encodeURIComponent(coding.costCentre)}#r${row}`);
    return { to, told: { plan, row } };
  },
};

export const freezePlanAct: Act = {
  path: "/plans/:plan/freeze",
  mandate: keepingPlans,
  sv: "Fastställ planen",
  en: "Freeze the plan",
  fields: [
    {
      name: "result",
      sv: "Beslutat resultat i kronor, överskott plus",
      en: "Decided result in kronor, surplus plus",
    },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const plan = parameter("plan");
    const said = field("result");
    const resultOre = said === "" ? undefined : parseKronor(said);
    if (said !== "" && resultOre === undefined)
      throw new Refusal([
        fieldUnreadable({ name: "result", sv: "Resultat i kronor", en: "Result in kronor" }, said),
      ]);
    const loaded = await freezeWorking(tx, provider, { plan, resultOre }, { actor, now });
    return { to: pathOf(plan), told: { plan, state: "frozen", lines: loaded.lines } };
  },
};

export const dropPlanAct: Act = {
  path: "/plans/:plan/drop",
  mandate: keepingPlans,
  sv: "Släng arbetsversionen",
  en: "Drop the working version",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await dropWorking(tx, provider, parameter("plan"), { actor, now });
    return { to: "/plans", told: { plan: parameter("plan"), state: "dropped" } };
  },
};

export const planActs: readonly Act[] = [
  openPlanAct,
  keepDraftAct,
  savePlanAct,
  discardDraftAct,
  uploadPlanAct,
  addPlanRowAct,
  freezePlanAct,
  dropPlanAct,
];
