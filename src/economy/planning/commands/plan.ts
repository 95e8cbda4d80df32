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
} from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, isLanguage, type Language } from "../../../platform/language/index.ts";
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

export const planCommand: Command = {
  name: "plan",
  summary: "budget and forecast: open, write in, by Excel template and back, history, freeze",
  manual: `Budget och prognos: öppna en arbetsversion, skriv i den eller låt Excel göra det, se historiken, fastställ.
Budget and forecast: open a working version, write in it or let Excel, see its history, freeze it.

Usage
  ./underlag plan list [--json]
  ./underlag plan open <plan> [--from <plan>|actual-YYYY] --as <login>
  ./underlag plan show <plan> [--cost-centre C] [--service S] [--account A] [--json]
  ./underlag plan row <plan> --account A [--cost-centre C] [--project P] [--service S] [--customer K] [--counterparty M] --as <login>
  ./underlag plan set <plan> <row> <YYYY-MM> <amount> [--comment "..."] --as <login>
  ./underlag plan template <plan> --out <file.xlsx> [--cost-centre C] [--service S] [--account A]
  ./underlag plan fill <plan> <file.xlsx> [--dry-run] [--overwrite] [--comment "..."] --as <login>
  ./underlag plan history <plan> [<row> <YYYY-MM>] [--json]
  ./underlag plan freeze <plan> [--result kronor] --as <login>
  ./underlag plan drop <plan> --as <login>
  ./underlag plan drafts <plan> [--person <login>]      who has typed without saving; with --person throws that draft away

A plan is budget-YYYY or forecast-YYYY-MM. Amounts have the signs of the books: revenue minus, cost plus. A forecast holds what is booked through its
month; those months are locked, and so are months that the books have closed. Everything saved is kept cell by cell: who, when, from, to.

  template  a workbook with the input cells open and all else locked
  fill      takes the workbook back: every cell that is wrong by its address, and nothing saved; --dry-run shows what would change.
            A cell that somebody else has saved since the template was made is refused, unless --overwrite.
  freeze    makes it a plan that costing, prices and follow-up rest on. A budget comes to 0 unless --result says else (surplus positive).

Examples
  ./underlag plan open budget-2025 --from budget-2024 --as controller
  ./underlag plan template budget-2025 --cost-centre 1100 --out budget-1100.xlsx
  ./underlag plan fill budget-2025 budget-1100.xlsx --dry-run
  ./underlag plan set budget-2025 12 2025-03 "125 000,50" --as controller

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
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
    language: { type: "string" },
  },
  async run(call): Promise<ExitCode> {
    const [verb = "", ...names] = call.positionals;
    const work = verbs[verb];
    if (work === undefined) throw new UsageError(`plan needs one of ${Object.keys(verbs).join(", ")}.`);
    languageOf(call);
    return work(call, names);
  },
};

type Verb = (call: CommandCall, names: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  list: async (call, names) => {
    taking(names, 0, "list takes options only");
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
    const plan = taking(names, 1, "open takes one plan, like budget-2025");
    const head = await act(call, (tx, provider, doing) =>
      openWorking(tx, provider, { plan, from: text(call, "from") }, doing),
    );
    tell(call, { plan, state: "open", revision: head.revision }, `${plan}: öppen för inmatning`);
    return 0;
  },
  show: async (call, names) => {
    const plan = taking(names, 1, "show takes one plan");
    const language = languageOf(call);
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
    const plan = taking(names, 1, "row takes one plan");
    const coding = {
      account: text(call, "account"),
      costCentre: text(call, "cost-centre"),
      project: text(call, "project"),
      service: text(call, "service"),
      customer: text(call, "customer"),
      counterparty: text(call, "counterparty"),
    };
    if (coding.account === "") throw new UsageError("plan row needs --account.");
    const row = await act(call, (tx, provider, doing) => addRow(tx, provider, { plan, coding }, doing));
    tell(call, { plan, row, ...coding }, `${plan}: rad ${row}, ${codingText(coding)}`);
    return 0;
  },
  set: async (call, names) => {
    const [plan = "", row = "", month = "", amount] = names;
    const period = parsePeriod(month);
    if (names.length !== 4 || amount === undefined || !/^\d+$/.test(row) || period === undefined)
      throw new UsageError(
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
    const plan = taking(names, 1, "template takes one plan");
    const out = text(call, "out");
    if (out === "") throw new UsageError("plan template needs --out <file.xlsx>.");
    const language = languageOf(call);
    const file = await readFromCommand(call.effects, (tx, provider) =>
      templateFile(tx, provider, { plan, choice: choiceOf(call), language, now: call.effects.now() }),
    );
    await writeFile(out, file.bytes);
    tell(call, { plan, file: out, bytes: file.bytes.length }, `${out}: mallen för ${plan}`);
    return 0;
  },
  fill: async (call, names) => {
    const [plan = "", path = ""] = names;
    if (names.length !== 2) throw new UsageError("plan fill takes <plan> <file.xlsx>.");
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
      call.effects.print(changesText(working, proposal.changes, languageOf(call)));
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
      throw new UsageError("plan history takes <plan>, or <plan> <row> <YYYY-MM>.");
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
    const plan = taking(names, 1, "freeze takes one plan");
    const said = text(call, "result");
    const resultOre = said === "" ? undefined : parseKronor(said);
    if (said !== "" && resultOre === undefined)
      throw new UsageError("--result takes kronor, e.g. --result -1200000.");
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
    const plan = taking(names, 1, "drop takes one plan");
    await act(call, (tx, provider, doing) => dropWorking(tx, provider, plan, doing));
    tell(call, { plan, state: "dropped" }, `${plan}: arbetsversionen är slängd`);
    return 0;
  },
  drafts: async (call, names) => {
    const plan = taking(names, 1, "drafts takes one plan");
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
  return actFromCommand(call.effects, { role: "controller", language: languageOf(call) }, work);
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

function taking(names: readonly string[], count: 0 | 1, sentence: string): string {
  if (names.length !== count) throw new UsageError(`plan ${sentence}.`);
  return names[0] ?? "";
}

function text({ options }: CommandCall, name: string): string {
  const value = options[name];
  return typeof value === "string" ? value : "";
}

function languageOf(call: CommandCall): Language {
  const language = text(call, "language") || "sv";
  if (!isLanguage(language)) throw new UsageError("--language takes sv or en.");
  return language;
}

function tell(call: CommandCall, told: object, said: string): void {
  if (call.json) print(call, told);
  else call.effects.print(said);
}

function print(call: CommandCall, told: object): void {
  call.effects.print(JSON.stringify(told, null, 2));
}
