import { type Ore, byCode, ore, sumOre } from "../../../kernel/index.ts";
import { type Command, UsageError } from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { departmentsOf } from "../../ledger/actions/index.ts";
import { type CostingQuestion, computeCosting, customerCostsOf } from "../actions/index.ts";

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
  summary: "what every service costs, and who carries it",
  manual: `Usage
  ./underlag cost --year Y [--scenario actual|budget|forecast] [--by service|customer|department] [--json]

Costs the year: direct costs to their services, common costs step by step by the drivers of the costing model. Prints
a table in thousands of kronor (tkr) by cost element. The sum is the sum of the cost accounts, to the öre.

Options
  --year Y        the fiscal year
  --scenario S    actual (default), budget, forecast (the latest of the year), or a plan by name: forecast-2024-10
  --by G          service (default), customer (by the keys of the model), department (that owns the service)
  --json          rows by service, customer, month and cost element; amounts in öre; "in" equals "out"

Examples
  ./underlag cost --year 2024
  ./underlag cost --year 2024 --scenario budget --by department
  ./underlag cost --year 2024 --by customer --json

Exit codes: 0 done, 1 refused (a cost that belongs nowhere, weights that are all zero, ...), 2 wrong usage.`,
  options: { year: { type: "string" }, scenario: { type: "string" }, by: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    if (positionals.length > 0) throw new UsageError("cost takes options only.");
    const year = Number(options["year"]);
    if (!/^\d{4}$/.test(String(options["year"])))
      throw new UsageError("cost needs --year, like --year 2024.");
    const scenario = String(options["scenario"] ?? "actual");
    const by = groupings.find((one) => one === (options["by"] ?? "service"));
    if (by === undefined) throw new UsageError(`--by is one of ${groupings.join(", ")}.`);
    const database = await effects.database();
    const provider = await effects.provider();
    const table = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      costTable(tx, { provider, year, scenario }, by, (text) => effects.say(text)),
    );
    effects.print(json ? asJson(table) : asText(table, by, `${year}, ${scenario}`));
    return 0;
  },
};

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
  const body = [
    ["", `tkr, ${title}`, ...elements.map((element) => elementNames[element] ?? element), "summa"],
    ...lines.map((line) => [line.code, line.name, ...line.amounts.map(tkr), tkr(line.total)]),
    ["", "Summa", ...totals.map(tkr), tkr(outOre)],
  ];
  const widths = (body[0] as string[]).map((_, i) =>
    Math.max(...body.map((line) => (line[i] as string).length)),
  );
  return body
    .map((line) =>
      line
        .map((text, i) => (i < 2 ? text.padEnd(widths[i] as number) : text.padStart(widths[i] as number)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function tkr(amount: Ore): string {
  return formatAmount(amount, "sv", "tkr");
}
