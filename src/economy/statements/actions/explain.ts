import { assert, byCode, negateOre, type Ore, ore, parseYear, sumOre } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { explainers as costExplainers } from "../../costing/actions/index.ts";
import { type Explainer, type Opening, openingOf, openTree } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation, lessId, negated } from "../../ledger/index.ts";
import {
  type ColumnId,
  columnTitle,
  type Figure,
  type LayoutRow,
  percentText,
  serviceCostTaker,
  sourceOf,
} from "../index.ts";
import { type Asked, sentenceOf } from "./explain-asked.ts";
import { balanceExplainers } from "./explain-balances.ts";
import { rowOf, statementReader } from "./explain-books.ts";
import { openCells } from "./explain-cells.ts";
import { openMeasure } from "./explain-measure.ts";

export const explainers: readonly Explainer[] = [
  { prefix: "statement:", open: openFigure },
  ...balanceExplainers,
];

/** The tree of a figure, all of it or so many levels: for those who ask the statements alone. */
export async function explainStatement(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const opening = await openingOf(tx, provider, [...explainers, ...costExplainers]);
  const tree = await openTree(opening, id, depth);
  return tree && assertFooting(tree);
}

const columnIds: readonly ColumnId[] = ["actual", "budget", "variance", "forecast", "previous", "previous2"];

/**
 * `statement:<statement>:<year>:<row>:<column>`, one level: a row that adds up rows by those rows, one that selects from
 * the books by account, then place, month and line; a key figure by what it counts.
 */
async function openFigure(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [head = "", ...path] = id.split("/");
  const [, name = "", yearText = "", rowId = "", columnText = "", basisText] = head.split(":");
  const column = columnIds.find((candidate) => candidate === columnText);
  const year = parseYear(yearText);
  if (column === undefined || year === undefined) return undefined;
  const reader = await statementReader(opening, year);
  const layout = reader.layouts.find((one) => one.id === name);
  const row = layout && rowOf(layout, rowId);
  if (layout === undefined || row === undefined || row.rule === "heading") return undefined;
  const basis = basisText === "external" || basisText === "whole" ? basisText : layout.basis;
  const asked: Asked = {
    opening,
    reader,
    layout,
    row,
    column,
    basis,
    head,
    path: path.map(decodeURIComponent),
  };
  if (column === "variance" && row.rule !== "measure" && row.rule !== "growth")
    return path.length > 0 ? undefined : openVariance(asked);
  switch (row.rule) {
    case "sum":
      return path.length > 0 ? undefined : openSum(asked, row);
    case "previous":
      return path.length > 0 ? undefined : openPrevious(asked, row);
    case "service-cost":
      return path.length > 0 ? undefined : openServiceCosts(asked, row);
    case "select":
      return openCells(asked, row);
    case "growth":
      return openGrowth(asked, row);
    case "measure":
      return openMeasure(asked, row);
    default:
      throw new Error(`Broken invariant: no explanation of ${id}`);
  }
}

/** The id of another row or column of the same statement. */
function idOf({ layout, reader, basis }: Asked, row: string, column: ColumnId, year = reader.year): string {
  return `statement:${layout.id}:${year}:${row}:${column}${basis === layout.basis ? "" : `:${basis}`}`;
}

async function amountOf(
  { reader, layout, basis }: Asked,
  row: string,
  column: ColumnId,
): Promise<Figure | undefined> {
  return (await reader.figures(layout, column, basis))(row, column);
}

/** Another figure of the same statement as a part of this one, still closed. */
async function figurePart(
  asked: Asked,
  row: LayoutRow,
  column: ColumnId,
  { minus = false, columnNamed = false }: { readonly minus?: boolean; readonly columnNamed?: boolean } = {},
): Promise<Explanation | undefined> {
  const figure = await amountOf(asked, row.id, column);
  if (figure?.unit !== "ore" || (figure.empty && figure.amountOre === 0)) return undefined;
  const forecast = await asked.reader.forecast();
  const statement = { year: asked.reader.year, ...(forecast === undefined ? {} : { forecast }) };
  const title = (language: "sv" | "en"): string =>
    columnNamed ? `, ${columnTitle(column, statement, language)}` : "";
  const id = idOf(asked, row.id, column);
  return {
    id: minus ? lessId(id) : id,
    label_sv: row.label_sv + title("sv"),
    label_en: row.label_en + title("en"),
    amountOre: minus ? negateOre(figure.amountOre) : figure.amountOre,
    formula_sv: minus ? `Räknas av: ${sentenceOf(row).sv}` : sentenceOf(row).sv,
    formula_en: minus ? `Taken away: ${sentenceOf(row).en}` : sentenceOf(row).en,
    children: [],
    closed: true,
  };
}

function nodeOf(
  asked: Asked,
  children: readonly (Explanation | undefined)[],
  said?: { sv: string; en: string },
): Explanation {
  const { row, head, path } = asked;
  const sentence = said ?? sentenceOf(row);
  const parts = children.filter((child) => child !== undefined);
  return {
    id: [head, ...path.map(encodeURIComponent)].join("/"),
    label_sv: row.label_sv,
    label_en: row.label_en,
    amountOre: sumOre(parts.map((child) => child.amountOre)),
    formula_sv: parts.length === 0 ? "Inget är bokfört eller planerat." : sentence.sv,
    formula_en: parts.length === 0 ? "Nothing is booked or planned." : sentence.en,
    children: parts,
  };
}

async function openVariance(asked: Asked): Promise<Explanation> {
  const [plus, minus] =
    asked.layout.variance === "budget-less-actual"
      ? (["budget", "actual"] as const)
      : (["actual", "budget"] as const);
  return nodeOf(
    asked,
    [
      await figurePart(asked, asked.row, plus, { columnNamed: true }),
      await figurePart(asked, asked.row, minus, { minus: true, columnNamed: true }),
    ],
    plus === "actual"
      ? { sv: "Utfallet minus budgeten.", en: "Actual less budget." }
      : { sv: "Budgeten minus utfallet.", en: "Budget less actual." },
  );
}

async function openSum(asked: Asked, row: LayoutRow & { readonly rule: "sum" }): Promise<Explanation> {
  const parts: (Explanation | undefined)[] = [];
  for (const part of row.of) {
    const minus = part.startsWith("-");
    const other = rowOf(asked.layout, minus ? part.slice(1) : part);
    assert(other !== undefined, `the layout has the row ${part}`);
    parts.push(await figurePart(asked, other, asked.column, { minus }));
  }
  return nodeOf(asked, parts);
}

/** The same row a year earlier, read in that year's own column or statement; or the row that stands in for it. */
async function openPrevious(
  asked: Asked,
  row: LayoutRow & { readonly rule: "previous" },
): Promise<Explanation> {
  const earlier: Partial<Record<ColumnId, ColumnId>> = { actual: "previous", previous: "previous2" };
  const shown = await amountOf(asked, row.id, asked.column);
  const amountOre = shown?.unit === "ore" ? shown.amountOre : ore(0);
  const before = earlier[asked.column];
  const candidates: readonly (readonly [string, ColumnId])[] = [
    ...(before === undefined ? [] : [[row.of, before] as const]),
    [row.otherwise, asked.column],
  ];
  for (const [id, column] of candidates) {
    const other = rowOf(asked.layout, id);
    const part = other && (await figurePart(asked, other, column, { columnNamed: column !== asked.column }));
    if (part?.amountOre === amountOre) return nodeOf(asked, [part]);
  }
  // The column two years back has no column before it here; the year before's own statement has.
  const older = await statementReader(asked.opening, asked.reader.year - 1);
  const layout = older.layouts.find((one) => one.id === asked.layout.id);
  const other = layout && rowOf(layout, row.of);
  if (layout !== undefined && other !== undefined) {
    const part = await figurePart({ ...asked, reader: older, layout }, other, asked.column, {
      columnNamed: true,
    });
    if (part?.amountOre === amountOre) return nodeOf(asked, [part]);
  }
  return nodeOf(asked, []);
}

/** The services of a row; one that is not in it with its whole year stands with the months that are. */
async function openServiceCosts(
  asked: Asked,
  row: LayoutRow & { readonly rule: "service-cost" },
): Promise<Explanation> {
  const { reader, layout, column } = asked;
  assert(column !== "variance", "a variance is explained by its two columns");
  const source = sourceOf(column, reader.year);
  const taken = serviceCostTaker(row, new Map(layout.rows.map((one) => [one.id, one])));
  const all = await reader.serviceCosts(source);
  const part = row.part;
  const amountIn = (cell: (typeof all)[number]): number =>
    part === "direct"
      ? cell.directOre
      : part === "allocated"
        ? cell.allocatedOre
        : cell.directOre + cell.allocatedOre;
  const chosen = all.filter(taken);
  const services = [...new Set(chosen.map((cell) => cell.service))].sort(byCode);
  const children: Explanation[] = [];
  for (const service of services) {
    const mine = chosen.filter((cell) => cell.service === service);
    const activities = [...new Set(mine.map((cell) => cell.activity))];
    const wish = [
      ...(activities.length === 1 ? [`activity=${activities[0]}`] : []),
      ...(part === undefined ? [] : [`part=${part}`]),
    ];
    const tail = wish.length === 0 ? "" : `/${wish.join(",")}`;
    const comparable = all.filter((cell) => cell.service === service && activities.includes(cell.activity));
    const sum = (cells: typeof all): Ore => ore(cells.reduce((total, cell) => total + amountIn(cell), 0));
    const base = `cost:${source.year}:${source.scenario}:${service}`;
    const name = await reader.place(service);
    const label = service === "" ? { sv: "Ofördelat", en: "Unallocated" } : name;
    const add = (id: string, amount: Ore): void => {
      if (amount === 0) return;
      const child: Explanation = {
        id,
        label_sv: label.sv,
        label_en: label.en,
        amountOre: amount,
        formula_sv: "Tjänstens kostnad enligt kalkylen.",
        formula_en: "The service's cost by the costing.",
        children: [],
        closed: true,
      };
      children.push(row.sign === 1 ? child : negated(child));
    };
    if (mine.length === comparable.length) add(base + tail, sum(mine));
    else
      for (const period of [...new Set(mine.map((cell) => cell.period))].sort(byCode))
        add(`${base}:${period}${tail}`, sum(mine.filter((cell) => cell.period === period)));
  }
  return nodeOf(asked, children);
}

/** A growth rate: the change in kronor and what it is a change from. */
async function openGrowth(
  asked: Asked,
  row: LayoutRow & { readonly rule: "growth" },
): Promise<Explanation | undefined> {
  const { reader, column, head, path } = asked;
  if (column === "variance" || column === "budget" || column === "forecast") return undefined;
  const figure = await amountOf(asked, row.id, column);
  if (figure?.unit !== "percent") return undefined;
  const of = rowOf(asked.layout, row.of);
  assert(of !== undefined, "a rate is of a row of its own statement");
  const now = await figurePart(asked, of, column, { columnNamed: true });
  const earlier: Partial<Record<ColumnId, ColumnId>> = { actual: "previous", previous: "previous2" };
  const at = earlier[column];
  const older = at === undefined ? await statementReader(asked.opening, reader.year - 1) : reader;
  const layout = older.layouts.find((one) => one.id === asked.layout.id) ?? asked.layout;
  const before = await figurePart({ ...asked, reader: older, layout }, of, at ?? "previous2", {
    columnNamed: true,
  });
  if (now === undefined || before === undefined) return undefined;
  const change: Explanation = {
    id: `${head}/change`,
    label_sv: "Förändring",
    label_en: "Change",
    amountOre: ore(now.amountOre - before.amountOre),
    formula_sv: "Årets belopp minus föregående års.",
    formula_en: "This year's amount less the year before's.",
    children: [now, negated(before)],
  };
  if (path.length > 0) return path.length === 1 && path[0] === "change" ? change : undefined;
  const kr = (amount: Ore, language: "sv" | "en"): string => formatAmount(amount, language, "tkr");
  const percent = percentText(figure);
  return {
    id: head,
    label_sv: row.label_sv,
    label_en: row.label_en,
    amountOre: ore(0),
    unit: "percent",
    ratio: figure,
    formula_sv: `Förändringen ${kr(change.amountOre, "sv")} tkr är ${percent.replace("-", "\u2212").replace(".", ",")}\u00a0% av föregående års ${kr(before.amountOre, "sv")} tkr.`,
    formula_en: `The change of SEK ${kr(change.amountOre, "en")} thousand is ${percent.replace("-", "\u2212")}\u00a0% of the year before's ${kr(before.amountOre, "en")} thousand.`,
    children: [{ ...change, children: [], closed: true }, before],
  };
}
