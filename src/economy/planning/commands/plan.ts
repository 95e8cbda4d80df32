import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { formatKronor, type Ore, ore, parseKronor, parsePeriod, Refusal } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  textTable,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, type Language } from "../../../platform/language/index.ts";
import { accountMapOf } from "../../ledger/actions/index.ts";
import {
  addRow,
  discardDraft,
  draftsOf,
  dropWorking,
  freezeWorking,
  frozenSheet,
  historyOf,
  openWorking,
  plansOf,
  proposalOfDraft,
  requiredWorking,
  returnedTemplate,
  type RowChoice,
  saveWorking,
  templateFile,
  workingOf,
  workingsOf,
} from "../actions/index.ts";
import {
  cellRef,
  changesJson,
  chosenRows,
  codingText,
  rowTotal,
  sheetJson,
  totalsOf,
  type WorkingPlan,
} from "../index.ts";
import { entryProblem } from "../problems.ts";
import { planManual } from "./plan-manual.ts";

export const planCommand: Command = {
  name: "plan",
  manual: planManual,
  options: {
    from: { type: "string" },
    out: { type: "string" },
    account: { type: "string" },
    "cost-centre": { type: "string" },
    project: { type: "string" },
    service: { type: "string" },
    customer: { type: "string" },
    counterparty: { type: "string" },
    result: { type: "string" },
    comment: { type: "string" },
    person: { type: "string" },
    "dry-run": { type: "boolean" },
    overwrite: { type: "boolean" },
  },
  async run(call): Promise<ExitCode> {
    const [verb = "", ...names] = call.positionals;
    const work = verbs[verb];
    if (work === undefined) throw noSuchVerb("plan", call.positionals[0], Object.keys(verbs));
    return work(call, names);
  },
};

type Verb = (call: CommandCall, names: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  list: async (call, names) => {
    taking(names, 0, "list");
    const [plans, open] = await readFromCommand(call.effects, async (tx, provider) => [
      await plansOf(tx, provider),
      await workingsOf(tx, provider),
    ]);
    if (call.json)
      print(call, {
        plans: [
          ...open.map((one) => ({
            plan: one.plan,
            state: "open",
            revision: one.revision,
            based_on: one.basedOn,
          })),
          ...plans.map((one) => ({ plan: one.plan, state: "frozen", sha256: one.sha256 })),
        ],
      });
    else
      call.effects.print(
        textTable(
          ["plan", "läge", "grund", "version"],
          [
            ...open.map((one) => [one.plan, "öppen", one.basedOn || "tom", String(one.revision)]),
            ...plans.map((one) => [one.plan, "fastställd", "", one.sha256.slice(0, 8)]),
          ],
        ),
      );
    return 0;
  },
  open: async (call, names) => {
    const plan = taking(names, 1, "open");
    const head = await act(call, (tx, provider, doing) =>
      openWorking(tx, provider, { plan, from: text(call, "from") }, doing),
    );
    tell(call, { plan, state: "open", revision: head.revision }, `${plan}: öppen för inmatning`);
    return 0;
  },
  show: async (call, names) => {
    const plan = taking(names, 1, "show");
    const language = call.effects.language;
    const { sheet, state, map } = await readFromCommand(call.effects, async (tx, provider) => {
      const working = await workingOf(tx, provider, plan);
      const found =
        working ?? (await frozenSheet(tx, provider, plan)) ?? (await requiredWorking(tx, provider, plan));
      return {
        sheet: found,
        state: working === undefined ? ("frozen" as const) : ("open" as const),
        map: await accountMapOf(tx, provider),
      };
    });
    const rows = chosenRows(sheet.rows, choiceOf(call));
    const totals = totalsOf({ ...sheet, rows }, map);
    if (call.json) print(call, sheetJson(sheet, state, { rows, totals }));
    else {
      const year = totals.at(-1);
      call.effects.print(
        textTable(
          ["rad", "kontering", "året, kr"],
          rows.map((row) => [
            String(row.row),
            codingText(row),
            formatAmount(rowTotal(sheet, row.row), language),
          ]),
        ),
      );
      const sums = [year?.revenueOre, year?.costOre, year?.resultOre].map((one) =>
        formatAmount(one ?? ore(0), language),
      );
      call.effects.print(`Intäkter ${sums[0]} kr, kostnader ${sums[1]} kr, resultat ${sums[2]} kr.`);
    }
    return 0;
  },
  row: async (call, names) => {
    const plan = taking(names, 1, "row");
    const coding = {
      account: text(call, "account"),
      costCentre: text(call, "cost-centre"),
      project: text(call, "project"),
      service: text(call, "service"),
      customer: text(call, "customer"),
      counterparty: text(call, "counterparty"),
    };
    if (coding.account === "")
      throw new UsageError("Ange konto: --account 5010", "plan row needs --account.");
    const row = await act(call, (tx, provider, doing) => addRow(tx, provider, { plan, coding }, doing));
    tell(call, { plan, row, ...coding }, `${plan}: rad ${row}, ${codingText(coding)}`);
    return 0;
  },
  set: async (call, names) => {
    const [plan = "", row = "", month = "", amount] = names;
    const period = parsePeriod(month);
    if (names.length !== 4 || amount === undefined || !/^\d+$/.test(row) || period === undefined)
      throw new UsageError(
        'Ange plan, rad, månad och belopp: ./underlag plan set budget-2025 12 2025-03 "1 200,50"',
        'plan set takes <plan> <row> <YYYY-MM> <amount>, e.g. plan set budget-2025 12 2025-03 "1 200,50".',
      );
    const saved = await act(call, async (tx, provider, doing) => {
      const { revision } = await requiredWorking(tx, provider, plan);
      const cells = new Map([[cellRef(Number(row), period), { text: amount, revision }]]);
      return saveWorking(tx, provider, { plan, cells, comment: text(call, "comment") }, doing);
    });
    tell(call, savedJson(saved), `${plan}: sparad, version ${saved.revision}`);
    return 0;
  },
  template: async (call, names) => {
    const plan = taking(names, 1, "template");
    const out = text(call, "out");
    if (out === "")
      throw new UsageError(
        "Ange vart mallen ska: --out <fil.xlsx>",
        "plan template needs --out <file.xlsx>.",
      );
    const language = call.effects.language;
    const file = await readFromCommand(call.effects, (tx, provider) =>
      templateFile(tx, provider, { plan, choice: choiceOf(call), language, now: call.effects.now() }),
    );
    await writeFile(out, file.bytes);
    tell(call, { plan, file: out, bytes: file.bytes.length }, `${out}: mallen för ${plan}`);
    return 0;
  },
  fill: async (call, names) => {
    const [plan = "", path = ""] = names;
    if (names.length !== 2)
      throw new UsageError(
        "Ange plan och arbetsbok: ./underlag plan fill <plan> <fil.xlsx>",
        "plan fill takes <plan> <file.xlsx>.",
      );
    const bytes = await bytesOf(path);
    const isDry = call.options["dry-run"] === true;
    const overwrite = call.options["overwrite"] === true;
    const read = async (tx: Transaction, provider: string) => {
      const working = await requiredWorking(tx, provider, plan);
      const returned = await returnedTemplate(working, provider, { name: basename(path), bytes });
      const proposal = await proposalOfDraft(
        tx,
        provider,
        working,
        returned.cells,
        overwrite,
        returned.placeOf,
      );
      if (proposal.faults.length > 0) throw new Refusal(proposal.faults.map((one) => one.problem));
      return { working, returned, proposal };
    };
    const { working, proposal, saved } = isDry
      ? { ...(await readFromCommand(call.effects, read)), saved: undefined }
      : await act(call, async (tx, provider, doing) => {
          const found = await read(tx, provider);
          const { cells, placeOf } = found.returned;
          const comment = text(call, "comment") || basename(path);
          return {
            ...found,
            saved: await saveWorking(tx, provider, { plan, cells, overwrite, comment, placeOf }, doing),
          };
        });
    if (call.json)
      print(call, { plan, saved: saved !== undefined, ...changesJson(working, proposal.changes) });
    else {
      call.effects.print(changesText(working, proposal.changes, call.effects.language));
      call.effects.print(
        saved === undefined
          ? `${proposal.changes.length} celler skulle ändras. Ingenting är sparat.`
          : `${saved.changes} celler sparade, version ${saved.revision}.`,
      );
    }
    return 0;
  },
  history: async (call, names) => {
    const [plan = "", row, month] = names;
    const period = month === undefined ? undefined : parsePeriod(month);
    if (
      plan === "" ||
      names.length === 2 ||
      names.length > 3 ||
      (month !== undefined && period === undefined)
    )
      throw new UsageError(
        "Ange planen, eller plan, rad och månad: ./underlag plan history <plan> [<rad> <ÅÅÅÅ-MM>]",
        "plan history takes <plan>, or <plan> <row> <YYYY-MM>.",
      );
    const ref = period === undefined ? undefined : cellRef(Number(row), period);
    const saves = await readFromCommand(call.effects, (tx, provider) => historyOf(tx, provider, plan, ref));
    if (call.json)
      print(call, {
        plan,
        saves: saves.map((save) => ({
          revision: save.revision,
          by: save.by,
          at: save.at,
          comment: save.comment,
          changes: save.changes.map((one) => ({
            row: one.row,
            coding: codingText(one),
            period: one.period,
            from: { ore: String(one.fromOre) },
            to: { ore: String(one.toOre) },
          })),
        })),
      });
    else
      for (const save of saves) {
        call.effects.print(
          `${save.revision}  ${save.at.slice(0, 16).replace("T", " ")}  ${save.by}  ${save.comment}`,
        );
        for (const one of save.changes)
          call.effects.print(
            `    ${codingText(one)}, ${one.period}: ${formatKronor(one.fromOre)} -> ${formatKronor(one.toOre)}`,
          );
      }
    return 0;
  },
  freeze: async (call, names) => {
    const plan = taking(names, 1, "freeze");
    const said = text(call, "result");
    const resultOre = said === "" ? undefined : parseKronor(said);
    if (said !== "" && resultOre === undefined)
      throw new UsageError(
        "--result är kronor, till exempel --result -1200000.",
        "--result takes kronor, e.g. --result -1200000.",
      );
    const loaded = await act(call, (tx, provider, doing) =>
      freezeWorking(tx, provider, { plan, resultOre }, doing),
    );
    tell(
      call,
      { plan, state: "frozen", lines: loaded.lines, result: { ore: String(loaded.resultOre) } },
      `${plan}: fastställd, ${loaded.lines} rader, resultat ${formatKronor(loaded.resultOre)} kr`,
    );
    return 0;
  },
  drop: async (call, names) => {
    const plan = taking(names, 1, "drop");
    await act(call, (tx, provider, doing) => dropWorking(tx, provider, plan, doing));
    tell(call, { plan, state: "dropped" }, `${plan}: arbetsversionen är slängd`);
    return 0;
  },
  drafts: async (call, names) => {
    const plan = taking(names, 1, "drafts");
    const person = text(call, "person");
    if (person !== "") {
      const gone = await act(call, (tx, provider, doing) =>
        discardDraft(tx, provider, { plan, person }, doing),
      );
      tell(
        call,
        { plan, person, discarded: gone },
        gone ? `${person}: utkastet är kastat` : `${person} har inget utkast`,
      );
      return 0;
    }
    const drafts = await readFromCommand(call.effects, (tx, provider) => draftsOf(tx, provider, plan));
    if (call.json)
      print(call, {
        plan,
        drafts: drafts.map((one) => ({ person: one.person, cells: one.cells.size, at: one.keptAt })),
      });
    else
      call.effects.print(
        textTable(
          ["person", "celler", "senast"],
          drafts.map((one) => [one.person, String(one.cells.size), one.keptAt]),
        ),
      );
    return 0;
  },
};

function changesText(
  working: WorkingPlan,
  changes: readonly {
    readonly row: number;
    readonly period: string;
    readonly fromOre: Ore;
    readonly toOre: Ore;
  }[],
  language: Language,
): string {
  const rows = new Map(working.rows.map((row) => [row.row, codingText(row)]));
  return textTable(
    ["rad", "kontering", "månad", "från", "till"],
    changes.map((one) => [
      String(one.row),
      rows.get(one.row) ?? "",
      one.period,
      formatAmount(one.fromOre, language),
      formatAmount(one.toOre, language),
    ]),
  );
}

function savedJson(saved: {
  readonly plan: string;
  readonly revision: number;
  readonly changes: number;
  readonly byOre: Ore;
}) {
  return {
    plan: saved.plan,
    revision: saved.revision,
    changes: saved.changes,
    by: { ore: String(saved.byOre) },
  };
}

function act<T>(
  call: CommandCall,
  work: (
    tx: Transaction,
    provider: string,
    doing: { readonly actor: string; readonly now: string },
  ) => Promise<T>,
): Promise<T> {
  return actFromCommand(call.effects, { role: "controller" }, work);
}

function choiceOf(call: CommandCall): RowChoice {
  const [costCentre, service, account] = ["cost-centre", "service", "account"].map((name) =>
    text(call, name),
  );
  return {
    ...(costCentre ? { costCentre } : {}),
    ...(service ? { service } : {}),
    ...(account ? { account } : {}),
  };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    throw new Refusal([
      entryProblem(
        "planning.not-our-template",
        { sv: `${path} kan inte läsas`, en: `${path} cannot be read` },
        { file: path },
      ),
    ]);
  }
}

function taking(names: readonly string[], count: 0 | 1, verb: string): string {
  if (names.length !== count)
    throw count === 0
      ? new UsageError(`plan ${verb} tar bara val, inga andra ord.`, `plan ${verb} takes options only.`)
      : new UsageError(
          `Ange en plan: ./underlag plan ${verb} budget-2025`,
          `plan ${verb} takes one plan, like budget-2025.`,
        );
  return names[0] ?? "";
}

function text({ options }: CommandCall, name: string): string {
  const value = options[name];
  return typeof value === "string" ? value : "";
}

function tell(call: CommandCall, told: object, said: string): void {
  if (call.json) print(call, told);
  else call.effects.print(said);
}

function print(call: CommandCall, told: object): void {
  call.effects.print(JSON.stringify(told, null, 2));
}
