import { type Ore, byCode, ore, parseYear, sumOre } from "../../../kernel/index.ts";
import { type Command, UsageError, textTable } from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { departmentsOf } from "../../ledger/actions/index.ts";
import {
  compareCosting,
  type CostingQuestion,
  computeCosting,
  customerCostsOf,
  idleCapacitiesOf,
  measuredOf,
} from "../actions/index.ts";
import { comparisonJson, idleJson, measureJson } from "../index.ts";
import { comparisonText, idleText, measureText } from "./cost-compare.ts";
import { costManual } from "./cost-manual.ts";

const groupings = ["service", "customer", "department"] as const;
type Grouping = (typeof groupings)[number];

/** One figure of the result, as JSON tells it. */
interface CostRow {
  readonly service: string;
  /** '' unless the costs are shared by customer. */
  readonly customer: string;
  readonly department: string;
  readonly activity: string;
  readonly period: string;
  readonly element: string;
  readonly amountOre: Ore;
}

interface CostTable {
  readonly rows: readonly CostRow[];
  readonly inOre: Ore;
  readonly outOre: Ore;
  /** The name of each code of the grouping. */
  readonly names: ReadonlyMap<string, string>;
}

export const costCommand: Command = {
  name: "cost",
  manual: costManual,
  options: {
    year: { type: "string" },
    scenario: { type: "string" },
    by: { type: "string" },
    measure: { type: "string" },
  },
  async run({ positionals, options, json, effects }) {
    const verb = positionals[0];
    if (positionals.length > 1 || (verb !== undefined && verb !== "compare" && verb !== "idle")) {
      throw new UsageError(
        "Ange cost, cost compare eller cost idle; resten är val.",
        "cost, cost compare or cost idle; the rest is options.",
      );
    }
    const year = parseYear(String(options["year"]));
    if (year === undefined)
      throw new UsageError("Ange året, till exempel --year 2024.", "cost needs --year, like --year 2024.");
    const scenario = String(options["scenario"] ?? "actual");
    const by = groupings.find((one) => one === (options["by"] ?? "service"));
    if (by === undefined)
      throw new UsageError(
        `--by är ett av ${groupings.join(", ")}.`,
        `--by is one of ${groupings.join(", ")}.`,
      );
    const measure = options["measure"] === undefined ? undefined : String(options["measure"]);
    if (verb !== undefined && measure !== undefined)
      throw new UsageError(
        `cost ${verb} tar inte --measure; det gör ./underlag cost --year ÅR --measure MÅTT.`,
        `cost ${verb} takes no --measure.`,
      );
    const database = await effects.database();
    const provider = await effects.provider();
    if (verb !== undefined || measure !== undefined) {
      if (by === "department")
        throw new UsageError("--by är här service eller customer.", "--by is service or customer here.");
      const question = { provider, year, scenario };
      const text = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
        verb === undefined
          ? measureOf(tx, question, { measure: measure ?? "", by, json, say: (told) => effects.say(told) })
          : verb === "compare"
            ? comparisonOf(tx, question, by, json)
            : idleOf(tx, question, json),
      );
      effects.print(text);
      return 0;
    }
    const table = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      costTable(tx, { provider, year, scenario }, by, (text) => effects.say(text)),
    );
    effects.print(json ? asJson(table) : asText(table, by, `${year}, ${scenario}`));
    return 0;
  },
};

async function namesOf(
  tx: Transaction,
  provider: string,
  by: "service" | "customer",
): Promise<ReadonlyMap<string, string>> {
  return by === "service"
    ? new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one.nameSv]))
    : new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name]));
}

async function comparisonOf(
  tx: Transaction,
  question: CostingQuestion,
  by: "service" | "customer",
  json: boolean,
): Promise<string> {
  const found = await compareCosting(tx, question);
  if (json) return asOne(comparisonJson(question, found.outcomes, found.order));
  return comparisonText(found, by, await namesOf(tx, question.provider, by));
}

async function idleOf(tx: Transaction, question: CostingQuestion, json: boolean): Promise<string> {
  const idle = await idleCapacitiesOf(tx, question);
  return json ? asOne(idleJson(question, idle)) : idleText(idle);
}

async function measureOf(
  tx: Transaction,
  question: CostingQuestion,
  {
    measure,
    by,
    json,
    say,
  }: {
    readonly measure: string;
    readonly by: "service" | "customer";
    readonly json: boolean;
    readonly say: (text: string) => void;
  },
): Promise<string> {
  const found = await measuredOf(tx, question, measure);
  for (const warning of found.warnings) say(warning.message_sv);
  const rows = by === "service" ? found.services : found.customers;
  if (json) return asOne(measureJson(question, found, rows));
  return measureText(found, by, await namesOf(tx, question.provider, by));
}

function asOne(value: object): string {
  return JSON.stringify(value, undefined, 1);
}

async function costTable(
  tx: Transaction,
  question: CostingQuestion,
  by: Grouping,
  say: (text: string) => void,
): Promise<CostTable> {
  const { provider } = question;
  const { services } = await catalogueOf(tx, provider);
  const departments = new Map(services.map((one) => [one.service, one.department ?? ""]));
  const departmentOf = (service: string): string => departments.get(service) ?? "";
  if (by === "customer") {
    const { rows, inOre, outOre, warnings } = await customerCostsOf(tx, question);
    for (const warning of warnings) say(warning.message_sv);
    const names = new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name]));
    return {
      rows: rows.map((row) => ({ ...row, department: departmentOf(row.service) })),
      inOre,
      outOre,
      names,
    };
  }
  const { rows, inOre, outOre } = await computeCosting(tx, question);
  const names =
    by === "service"
      ? new Map(services.map((one) => [one.service, one.nameSv]))
      : new Map((await departmentsOf(tx, provider)).map((one) => [one.department, one.nameSv]));
  return {
    rows: rows.map(({ directOre, allocatedOre, ...row }) => ({
      ...row,
      customer: "",
      department: departmentOf(row.service),
      amountOre: ore(directOre + allocatedOre),
    })),
    inOre,
    outOre,
    names,
  };
}

function asJson({ rows, inOre, outOre }: CostTable): string {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  return JSON.stringify(
    {
      rows: rows.map(({ service, customer, department, activity, period, element, amountOre }) => ({
        service,
        customer,
        department,
        activity,
        period,
        element,
        amount: money(amountOre),
      })),
      in: money(inOre),
      out: money(outOre),
    },
    undefined,
    1,
  );
}

/** Cost elements in the order of the annual report; others follow by code. */
const elementNames: Readonly<Record<string, string>> = {
  staff: "personal",
  consultants: "konsulter",
  it: "it",
  other: "övrigt",
  financial: "finansiellt",
};

function inReportOrder(elements: readonly string[]): string[] {
  const known = Object.keys(elementNames);
  const place = (element: string): number =>
    known.includes(element) ? known.indexOf(element) : known.length;
  return [...elements].sort((a, b) => place(a) - place(b) || byCode(a, b));
}

/** A row per code of the grouping and a column per cost element, in tkr. The sum row is rounded from the exact sum. */
function asText({ rows, outOre, names }: CostTable, by: Grouping, title: string): string {
  const elements = inReportOrder([...new Set(rows.map((row) => row.element))]);
  const codes = [...new Set(rows.map((row) => row[by]))].sort(byCode);
  const sum = (keep: (row: CostRow) => boolean): Ore => sumOre(rows.filter(keep).map((row) => row.amountOre));
  const lines = codes.map((code) => {
    const own = rows.filter((row) => row[by] === code);
    const amounts = elements.map((element) =>
      sumOre(own.filter((row) => row.element === element).map((row) => row.amountOre)),
    );
    return {
      code: code || "–",
      name: names.get(code) ?? "",
      amounts,
      total: sumOre(own.map((row) => row.amountOre)),
    };
  });
  const totals = elements.map((element) => sum((row) => row.element === element));
  const head = ["", `tkr, ${title}`, ...elements.map((element) => elementNames[element] ?? element), "summa"];
  const body = [
    ...lines.map((line) => [line.code, line.name, ...line.amounts.map(tkr), tkr(line.total)]),
    ["", "Summa", ...totals.map(tkr), tkr(outOre)],
  ];
  return textTable(head, body, { figures: head.length - 2 });
}

function tkr(amount: Ore): string {
  return formatAmount(amount, "sv", "tkr");
}
