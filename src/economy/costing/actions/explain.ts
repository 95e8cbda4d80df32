import { type Ore, Refusal, byCode, ore, parsePeriod, parseYear, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { linesOf } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import { planLines } from "../../planning/actions/index.ts";
import {
  type CostCell,
  type ExplanationContext,
  type Names,
  type YearCosting,
  cellKey,
  cellsBehind,
  explainLine,
  explainService,
  kronorEn,
  kronorSv,
  openTo,
  portion,
} from "../index.ts";
import { problem } from "../problems.ts";
import { accountNamesOf } from "../../ledger/actions/index.ts";
import { type CodedLine, voucherLine } from "../sql/lines.ts";
import { costingOf } from "./cost.ts";
import { type CostingInputs, customerKeysOf } from "./inputs.ts";

/** A room that can say why its figures are what they are, by the prefix of their ids. */
export interface Explainer {
  readonly prefix: string;
  explain(tx: Transaction, provider: string, id: string): Promise<Explanation | undefined>;
}

export const explainers: readonly Explainer[] = [
  { prefix: "cost:", explain: explainServiceCost },
  { prefix: "voucher:", explain: explainVoucherLine },
];

/**
 * Why a service costs what it does: `cost:<year>:<scenario>:<service>[:<period>]`, down to voucher lines (or the lines
 * of the plan). `cost:<year>:<scenario>` is all services, a line each. The id of any node below a service gives the
 * tree from there. `depth` leaves out what lies further below than so many levels: a page asks for one level at a time.
 */
export async function explainServiceCost(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const [path = ""] = id.split("/");
  const [, yearText = "", scenario = "", service, periodText] = path.split(":");
  const period = periodText === undefined ? undefined : parsePeriod(periodText);
  const year = parseYear(yearText);
  if (year === undefined || scenario === "" || (periodText !== undefined && period === undefined)) {
    return undefined;
  }
  const { inputs, costing } = await costingOf(tx, { provider, year, scenario });
  const prefix = `cost:${year}:${scenario}`;
  const names = await namesOf(tx, provider, year);
  if (service === undefined) return wholeCosting(prefix, year, scenario, costing, names);
  const open = depth === undefined ? undefined : openTo(id, depth);
  const grow = (expand?: Expand): Explanation[] =>
    costing.parts.flatMap((part) => {
      const context: ExplanationContext = {
        costing: part,
        drivers: inputs.drivers,
        prefix,
        names,
        ...(expand === undefined ? {} : { expand }),
        ...(open === undefined ? {} : { open }),
      };
      const tree = explainService(context, service, period === undefined ? part.grid.periods : [period]);
      return tree === undefined ? [] : [tree];
    });
  const needed = new Map<string, CostCell>();
  const need = (cell: CostCell): Explanation[] => {
    if (period === undefined || cell.period === period) needed.set(cellKey(cell), cell);
    return [];
  };
  // Whole trees need the lines of everything behind the service; opened ones only what a first look comes to.
  if (open !== undefined) grow(need);
  else for (const part of costing.parts) cellsBehind(part, service).forEach(need);
  const trees = grow(lineExpander(await leafLines(tx, inputs, needed)));
  const [first] = trees;
  if (first === undefined) return undefined;
  const own = `${prefix}:${service}${period === undefined ? "" : `:${period}`}`;
  const children = trees.flatMap((tree) => tree.children);
  const tree = assertFooting({
    ...first,
    id: own,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    children,
  });
  return find(tree, id);
}

function find(tree: Explanation, id: string): Explanation | undefined {
  if (tree.id === id) return tree;
  for (const child of tree.children) {
    const found = find(child, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

function wholeCosting(
  prefix: string,
  year: number,
  scenario: string,
  costing: YearCosting,
  names: Names,
): Explanation {
  const sums = new Map<string, number>();
  for (const row of costing.rows) {
    sums.set(row.service, (sums.get(row.service) ?? 0) + row.directOre + row.allocatedOre);
  }
  const children = [...sums]
    .sort(([a], [b]) => byCode(a, b))
    .map(([service, amount]): Explanation => {
      const name = names.service?.(service);
      return {
        id: `${prefix}:${service}`,
        label_sv: service === "" ? "Ofördelat" : (name?.sv ?? service),
        label_en: service === "" ? "Unallocated" : (name?.en ?? service),
        amountOre: ore(amount),
        formula_sv: "",
        formula_en: "",
        children: [],
      };
    });
  return assertFooting({
    id: prefix,
    label_sv: `Tjänsternas kostnad ${year}, ${scenario}`,
    label_en: `Cost of services ${year}, ${scenario}`,
    amountOre: costing.outOre,
    formula_sv: "summan av tjänsterna = bokförda kostnader",
    formula_en: "the sum of services = costs in the books",
    children,
  });
}

/**
 * Where one voucher line ended up: `voucher:<year>/<series>/<number>:<line>`, by pools and services to customers.
 * `undefined` for a line that does not exist; a refusal for one that is no cost.
 */
export async function explainVoucherLine(
  tx: Transaction,
  provider: string,
  id: string,
): Promise<Explanation | undefined> {
  const match = /^voucher:(\d{4})\/([^/]+)\/([^/]+):(\d+)(?:\/.*)?$/.exec(id);
  if (match === null || parseYear(match[1] ?? "") === undefined) return undefined;
  const [, year, series = "", number = "", lineText] = match;
  const line = await voucherLine(tx, provider, {
    year: Number(year),
    series,
    number,
    line: Number(lineText),
  });
  if (line === undefined) return undefined;
  const question = { provider, year: Number(year), scenario: "actual" };
  const { inputs, costing } = await costingOf(tx, question);
  const keys = await customerKeysOf(tx, question);
  const names = await namesOf(tx, provider, question.year);
  const voucher = `${year}/${series}/${number}`;
  const own = `voucher:${voucher}:${line.lineNo}`;
  const account = [line.account, names.account?.(line.account)].filter(Boolean).join(" ");
  const label = [account, line.text].filter((text) => text !== "").join(", ");
  for (const part of costing.parts) {
    const context: ExplanationContext = { costing: part, drivers: inputs.drivers, prefix: own, names };
    const explained = explainLine(
      context,
      {
        id: own,
        cellKey: codingKey(line),
        amountOre: line.amountOre,
        label_sv: label,
        label_en: label,
        voucher,
        line: line.lineNo,
        ...(line.file === null ? {} : { file: line.file }),
      },
      keys,
    );
    if (explained !== undefined) return find(explained, id);
  }
  throw new Refusal([
    problem(
      "costing.unknown-figure",
      `Rad ${line.lineNo} i verifikation ${voucher} (konto ${account}) är ingen kostnad.`,
      `Line ${line.lineNo} of voucher ${voucher} (account ${account}) is not a cost.`,
    ),
  ]);
}

async function namesOf(tx: Transaction, provider: string, year: number): Promise<Names> {
  const services = new Map(
    (await catalogueOf(tx, provider)).services.map((one) => [
      one.service,
      { sv: one.nameSv, en: one.nameEn },
    ]),
  );
  const accounts = await accountNamesOf(tx, provider, year);
  const customers = new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name]));
  return {
    service: (code) => services.get(code),
    account: (code) => accounts.get(code),
    customer: (code) => customers.get(code),
  };
}

type Expand = NonNullable<ExplanationContext["expand"]>;

/** Turns a share of a cell into shares of its lines. */
function lineExpander(lines: ReadonlyMap<string, readonly LeafLine[]>): Expand {
  return (cell, share) => {
    const found = lines.get(cellKey(cell)) ?? [];
    const split = portion(
      share,
      found.map((line) => line.amountOre),
    );
    return found.flatMap((line, i): Explanation[] => {
      const amountOre = split[i] as Ore;
      if (amountOre === 0) return [];
      const whole = amountOre === line.amountOre;
      return [
        {
          ...line.leaf,
          amountOre,
          formula_sv: whole ? "" : `andel av ${kronorSv(line.amountOre)}`,
          formula_en: whole ? "" : `share of ${kronorEn(line.amountOre)}`,
          children: [],
        },
      ];
    });
  };
}

interface LeafLine {
  readonly amountOre: Ore;
  readonly leaf: Pick<Explanation, "id" | "label_sv" | "label_en" | "voucher" | "line" | "file" | "fileLine">;
}

async function leafLines(
  tx: Transaction,
  { plan, question }: CostingInputs,
  needed: ReadonlyMap<string, CostCell>,
): Promise<Map<string, LeafLine[]>> {
  const found = new Map<string, LeafLine[]>();
  const add = (line: CodedLine, leaf: LeafLine["leaf"]): void => {
    const key = codingKey(line);
    if (!needed.has(key) || line.amountOre === 0) return;
    const lines = found.get(key);
    if (lines === undefined) found.set(key, [{ amountOre: line.amountOre, leaf }]);
    else lines.push({ amountOre: line.amountOre, leaf });
  };
  const { provider, year } = question;
  if (needed.size === 0) return found;
  if (plan !== undefined) {
    for (const [index, line] of (await planLines(tx, provider, plan)).entries()) {
      const at = line.fileLine ?? index + 1;
      const label = `${plan}, ${at}`;
      const file = `planning/${plan}.csv`;
      add(line, { id: `plan:${plan}:${at}`, label_sv: label, label_en: label, line: at, file });
    }
    return found;
  }
  const cells = [...needed.values()];
  const booked = await linesOf(tx, provider, {
    fiscalYear: year,
    periods: [...new Set(cells.map((cell) => cell.period))],
    accounts: [...new Set(cells.map((cell) => cell.account))],
  });
  for (const line of booked) {
    const voucher = `${line.fiscalYear}/${line.series}/${line.number}`;
    const label = [`${line.series} ${line.number}`, line.day, line.text || line.voucherText].join(", ");
    add(line, {
      id: `voucher:${voucher}:${line.lineNo}`,
      label_sv: label,
      label_en: label,
      voucher,
      line: line.lineNo,
      ...(line.file === undefined ? {} : { file: line.file }),
      ...(line.fileLine === undefined ? {} : { fileLine: line.fileLine }),
    });
  }
  return found;
}

function codingKey(line: CodedLine): string {
  return cellKey({ ...line, element: "" });
}
