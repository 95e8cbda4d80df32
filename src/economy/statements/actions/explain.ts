import {
  assert,
  byCode,
  negateOre,
  type Ore,
  ore,
  parsePeriod,
  parseYear,
  sumOre,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import { accountNamesOf, type BookedLine, linesOf } from "../../ledger/actions/index.ts";
import {
  cellTaker,
  classifyCells,
  type ColumnId,
  type Figure,
  figuresOf,
  type LayoutRow,
  percentText,
  type RawCell,
  type Scenario,
  serviceCostTaker,
  sourceOf,
  type StatementBasis,
  type StatementCell,
  statementIds,
  type StatementInput,
  type StatementLayout,
} from "../index.ts";
import { type Books, readBooks } from "./books.ts";
import { type CostExplainer, costExplainer } from "./explain-cost.ts";
import { inputOf, layoutNamed } from "./statement.ts";

/** A row of more services than this stops at each service's own id, which explains itself. */
const deepest = 12;

/** Account, place, month, line. */
const linesBelowRow = 4;

const columnIds: readonly ColumnId[] = ["actual", "budget", "variance", "forecast", "previous", "previous2"];

/**
 * `statement:<statement>:<year>:<row>:<column>`, or with `:external` or `:whole` after it: the row's cells by account and
 * place, their months, and the lines behind each month. A row that adds up rows is explained by those rows. Lines that
 * lie deeper than `depth` levels are not fetched: their months are then the leaves.
 */
export async function explainStatement(
  tx: Transaction,
  provider: string,
  id: string,
  { depth = Number.POSITIVE_INFINITY }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const [prefix, name = "", yearText = "", row = "", columnText = "", basisText] = id.split(":");
  const column = columnIds.find((candidate) => candidate === columnText);
  const year = parseYear(yearText);
  if (prefix !== "statement" || !statementIds.includes(name) || column === undefined) return undefined;
  if (year === undefined) return undefined;
  const books = await readBooks(tx, provider, year);
  const layout = layoutNamed(books, name);
  const input = await inputOf(tx, provider, books, layout);
  const basis: StatementBasis = basisText === "external" || basisText === "whole" ? basisText : layout.basis;
  const rows = new Map(layout.rows.map((one) => [one.id, one]));
  if (!rows.has(row)) return undefined;
  const view: View = {
    tx,
    provider,
    books,
    layout,
    input,
    basis,
    rows,
    figure: figuresOf(layout, input, basis),
    details: new Map(),
    lines: new Map(),
    costs: costExplainer(tx, provider),
    tail: basis === layout.basis ? "" : `:${basis}`,
  };
  return assertFooting(await explainRow(view, row, column, depth));
}

export const explainers = [{ prefix: "statement:", explain: explainStatement }] as const;

interface View {
  readonly tx: Transaction;
  readonly provider: string;
  readonly books: Books;
  readonly layout: StatementLayout;
  readonly input: StatementInput;
  readonly basis: StatementBasis;
  readonly rows: ReadonlyMap<string, LayoutRow>;
  readonly figure: (row: string, column: ColumnId) => Figure | undefined;
  /** The classified cells by scenario and year, made once. */
  readonly details: Map<string, readonly StatementCell[]>;
  /** Booked lines by account and year, fetched once. */
  readonly lines: Map<string, BookedLine[]>;
  readonly costs: CostExplainer;
  readonly tail: string;
}

async function explainRow(view: View, id: string, column: ColumnId, depth: number): Promise<Explanation> {
  const { layout, books, rows } = view;
  const row = rows.get(id);
  assert(row !== undefined, `the layout ${layout.id} has the row ${id}`);
  const head = {
    id: `statement:${layout.id}:${books.year}:${id}:${column}${view.tail}`,
    label_sv: row.label_sv,
    label_en: row.label_en,
  };
  const figure = view.figure(id, column);
  if (row.rule === "growth" || row.rule === "measure")
    return explainRatio(view, row, column, { head, figure, depth });
  if (column === "variance") {
    const [plus, minus] =
      layout.variance === "budget-less-actual"
        ? (["budget", "actual"] as const)
        : (["actual", "budget"] as const);
    const children = [
      await explainRow(view, id, plus, depth - 1),
      negated(await explainRow(view, id, minus, depth - 1)),
    ];
    return node(
      head,
      children,
      plus === "actual" ? "utfall - budget" : "budget - utfall",
      `${plus} - ${minus}`,
    );
  }
  const source = sourceOf(column, books.year);
  switch (row.rule) {
    case "sum": {
      const children: Explanation[] = [];
      for (const part of row.of) {
        const minus = part.startsWith("-");
        const child = await explainRow(view, minus ? part.slice(1) : part, column, depth - 1);
        children.push(minus ? negated(child) : child);
      }
      return node(head, children, "summan av raderna", "the sum of the rows");
    }
    case "previous":
      return explainPrevious(view, row, column, { head, depth });
    case "service-cost": {
      const taken = serviceCostTaker(row, rows);
      const cells = view.input.serviceCosts.filter(
        (cell) => cell.scenario === source.scenario && cell.fiscalYear === source.year && taken(cell),
      );
      const children: Explanation[] = [];
      const services = grouped(cells, (cell) => cell.service);
      for (const [service, list] of services) {
        const part = row.part ?? "both";
        const amount = sumOre(
          list.map((cell) =>
            ore(
              part === "direct"
                ? cell.directOre
                : part === "allocated"
                  ? cell.allocatedOre
                  : cell.directOre + cell.allocatedOre,
            ),
          ),
        );
        const activities = [...new Set(list.map((cell) => cell.activity))];
        const child = await view.costs({
          ...source,
          service,
          activities,
          part,
          amountOre: amount,
          deep: services.length <= deepest && depth >= 2,
        });
        children.push(row.sign === 1 ? child : negated(child));
      }
      return node(
        head,
        children,
        "tjänsternas kostnader enligt kalkylen",
        "the services' cost by the costing",
      );
    }
    case "select": {
      const taken = cellTaker(row, rows, view.basis);
      const scenario = row.booksOnly === true ? "actual" : source.scenario;
      const cells = detailsOf(view, scenario, source.year).filter(taken);
      const children = await explainCells(view, cells, {
        row,
        taken,
        head: head.id,
        scenario,
        year: source.year,
        depth,
      });
      return node(
        head,
        children,
        row.sign === 1 ? "saldo på kontona" : "saldo på kontona, med rapportens tecken",
        row.sign === 1 ? "balance of the accounts" : "balance of the accounts, in reporting sign",
      );
    }
    case "heading":
      return node(head, [], "", "");
    default:
      throw new Error(`Broken invariant: no explanation of ${id}`);
  }
}

function detailsOf(view: View, scenario: Scenario, year: number): readonly StatementCell[] {
  const key = `${scenario}:${year}`;
  let found = view.details.get(key);
  if (found === undefined) {
    const { details, registers } = view.books;
    const classified = classifyCells(
      details.filter((cell) => cell.scenario === scenario && cell.fiscalYear === year),
      registers,
    );
    assert(classified.ok, "the books were read, so every account is mapped");
    found = classified.value;
    view.details.set(key, found);
  }
  return found;
}

/** Account -> place (service, else cost centre) -> month -> line. */
async function explainCells(
  view: View,
  cells: readonly StatementCell[],
  part: {
    readonly row: LayoutRow & { readonly sign: 1 | -1 };
    readonly taken: (cell: StatementCell) => boolean;
    readonly head: string;
    readonly scenario: Scenario;
    readonly year: number;
    readonly depth: number;
  },
): Promise<Explanation[]> {
  const { scenario, year } = part;
  const hasLines = part.depth >= linesBelowRow;
  const signed = (amount: Ore): Ore => (part.row.sign === 1 ? amount : negateOre(amount));
  const accounts: Explanation[] = [];
  const lines =
    hasLines && scenario === "actual"
      ? await takenLines(view, year, {
          accounts: [...new Set(cells.map((cell) => cell.account))],
          taken: part.taken,
        })
      : new Map<string, BookedLine[]>();
  const names = await accountNamesOf(view.tx, view.provider, year);
  for (const [account, ofAccount] of grouped(cells, (cell) => cell.account)) {
    // The books' own name says more than the row it is mapped to; a plan may use an account that the books do not.
    const mapped = view.books.registers.accounts.mappingOf(account);
    const name = names.get(account);
    const places: Explanation[] = [];
    for (const [place, ofPlace] of grouped(ofAccount, placeOf)) {
      const months: Explanation[] = [];
      for (const [month, ofMonth] of grouped(
        ofPlace,
        (cell) => `${cell.period}${cell.flow === "opening" ? "*" : ""}`,
      )) {
        const id = `${part.head}/${account}/${place}/${month}`;
        const amountOre = signed(sumOre(ofMonth.map((cell) => cell.amountOre)));
        const opening = month.endsWith("*");
        const label = monthLabel(month, year);
        const children =
          opening || !hasLines
            ? []
            : scenario === "actual"
              ? (lines.get(`${account}|${place}|${month}`) ?? []).map((line) => leafOf(line, signed))
              : ofMonth.map((cell, at) => planLeaf(cell, `${id}/${at + 1}`, signed));
        const formula_sv = opening ? `#IB ${account} ${year}` : "";
        // A year that only a later file states has no lines: the month is then the leaf.
        months.push({ id, ...label, amountOre, formula_sv, formula_en: formula_sv, children });
      }
      places.push(
        node(
          {
            id: `${part.head}/${account}/${place}`,
            label_sv: place === "" ? "Utan kodning" : place,
            label_en: place === "" ? "Not coded" : place,
          },
          months,
          "",
          "",
        ),
      );
    }
    accounts.push(
      node(
        {
          id: `${part.head}/${account}`,
          label_sv: `${account} ${name ?? mapped?.nameSv ?? ""}`.trim(),
          label_en: `${account} ${name ?? mapped?.nameEn ?? ""}`.trim(),
        },
        places,
        "",
        "",
      ),
    );
  }
  return accounts;
}

/** The booked lines that the row takes, by account, place and month: chosen by the same rule as the row's cells. */
async function takenLines(
  view: View,
  year: number,
  {
    accounts,
    taken,
  }: { readonly accounts: readonly string[]; readonly taken: (cell: StatementCell) => boolean },
): Promise<Map<string, BookedLine[]>> {
  const missing = accounts.filter((account) => !view.lines.has(`${year}:${account}`));
  if (missing.length > 0) {
    for (const account of missing) view.lines.set(`${year}:${account}`, []);
    for (const line of await linesOf(view.tx, view.provider, { fiscalYear: year, accounts: missing })) {
      view.lines.get(`${year}:${line.account}`)?.push(line);
    }
  }
  const lines = accounts.flatMap((account) => view.lines.get(`${year}:${account}`) ?? []);
  const raw = lines.map((line): RawCell => ({
    scenario: "actual",
    fiscalYear: line.fiscalYear,
    flow: "movement",
    period: line.period,
    account: line.account,
    costCentre: line.costCentre,
    project: line.project,
    service: line.service,
    customer: line.customer,
    counterparty: line.counterparty,
    amountOre: line.amountOre,
  }));
  const classified = classifyCells(raw, view.books.registers);
  assert(classified.ok, "the statement of these lines was computed, so every account is mapped");
  const found = new Map<string, BookedLine[]>();
  for (const [at, cell] of classified.value.entries()) {
    if (!taken(cell)) continue;
    const key = `${cell.account}|${placeOf(cell)}|${cell.period}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, [lines[at] as BookedLine]);
    else list.push(lines[at] as BookedLine);
  }
  return found;
}

function placeOf(cell: StatementCell): string {
  return cell.service === "" ? cell.costCentre : cell.service;
}

function leafOf(line: BookedLine, signed: (amount: Ore) => Ore): Explanation {
  const voucher = `${line.fiscalYear}/${line.series}/${line.number}`;
  const text = line.text === "" ? line.voucherText : line.text;
  const formula = `${line.day}, ${voucher}:${line.lineNo}`;
  return {
    id: `voucher:${voucher}:${line.lineNo}`,
    label_sv: text,
    label_en: text,
    amountOre: signed(line.amountOre),
    formula_sv: formula,
    formula_en: formula,
    children: [],
    voucher,
    line: line.lineNo,
    ...(line.file === undefined ? {} : { file: line.file }),
    ...(line.fileLine === undefined ? {} : { fileLine: line.fileLine }),
  };
}

function planLeaf(cell: StatementCell, id: string, signed: (amount: Ore) => Ore): Explanation {
  return {
    id,
    label_sv: cell.origin === undefined ? "Utfall" : `Planrad ${cell.origin.line ?? ""}`.trim(),
    label_en: cell.origin === undefined ? "Actual" : `Planned line ${cell.origin.line ?? ""}`.trim(),
    amountOre: signed(cell.amountOre),
    formula_sv: "",
    formula_en: "",
    children: [],
    ...cell.origin,
  };
}

function monthLabel(month: string, year: number): { label_sv: string; label_en: string } {
  if (month.endsWith("*"))
    return { label_sv: `Ingående balans ${year}`, label_en: `Opening balance ${year}` };
  const period = parsePeriod(month);
  assert(period !== undefined, "a cell stands in a month");
  return { label_sv: formatPeriod(period, "sv"), label_en: formatPeriod(period, "en") };
}

/** The same row a year earlier, read in that year's own statement; or the row that stands in for it. */
async function explainPrevious(
  view: View,
  row: LayoutRow & { readonly rule: "previous" },
  column: ColumnId,
  { head, depth }: { readonly head: Head; readonly depth: number },
): Promise<Explanation> {
  const earlier: Partial<Record<ColumnId, ColumnId>> = { actual: "previous", previous: "previous2" };
  const shown = view.figure(row.id, column);
  const amountOre = shown?.unit === "ore" ? shown.amountOre : ore(0);
  const at = earlier[column];
  for (const candidate of [
    ...(at === undefined ? [] : [{ id: row.of, column: at }]),
    { id: row.otherwise, column },
  ]) {
    const found = view.figure(candidate.id, candidate.column);
    if (found?.unit !== "ore" || found.amountOre !== amountOre) continue;
    const child = await explainRow(view, candidate.id, candidate.column, depth - 1);
    return node(head, [child], "utgående balans året före", "closing balance of the year before");
  }
  return { ...head, amountOre, formula_sv: "", formula_en: "", children: [] };
}

/** A rate is explained by the change in öre that is its numerator; a count by its sentence. */
async function explainRatio(
  view: View,
  row: LayoutRow,
  column: ColumnId,
  {
    head,
    figure,
    depth,
  }: { readonly head: Head; readonly figure: Figure | undefined; readonly depth: number },
): Promise<Explanation> {
  if (row.rule === "growth" && figure?.unit === "percent") {
    const earlier: Partial<Record<ColumnId, ColumnId>> = { actual: "previous", previous: "previous2" };
    const before = earlier[column];
    const formula = `${figure.numerator} / ${figure.denominator} = ${percentText(figure)} %`;
    if (before === undefined) {
      return {
        ...head,
        amountOre: ore(figure.numerator),
        formula_sv: formula,
        formula_en: formula,
        children: [],
      };
    }
    const children = [
      await explainRow(view, row.of, column, depth - 1),
      negated(await explainRow(view, row.of, before, depth - 1)),
    ];
    return node(head, children, `förändring i öre; ${formula}`, `change in öre; ${formula}`);
  }
  const formula =
    figure?.unit === "percent"
      ? [
          `${figure.numerator} av ${figure.denominator} ${figure.of_sv ?? ""}`,
          `${figure.numerator} of ${figure.denominator} ${figure.of_en ?? ""}`,
        ]
      : figure?.unit === "count"
        ? [`${figure.count} i registren`, `${figure.count} in the registers`]
        : ["", ""];
  return {
    ...head,
    amountOre: ore(0),
    formula_sv: formula[0] ?? "",
    formula_en: formula[1] ?? "",
    children: [],
  };
}

type Head = Pick<Explanation, "id" | "label_sv" | "label_en">;

function node(
  head: Head,
  children: readonly Explanation[],
  formula_sv: string,
  formula_en: string,
): Explanation {
  return {
    ...head,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv,
    formula_en,
    children,
  };
}

function negated(tree: Explanation): Explanation {
  return { ...tree, amountOre: negateOre(tree.amountOre), children: tree.children.map(negated) };
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].toSorted(([a], [b]) => byCode(a, b));
}
