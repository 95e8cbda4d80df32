import {
  type Ore,
  type Period,
  Refusal,
  assert,
  byCode,
  closest,
  lastDayOf,
  ore,
  required,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { asThen, type Catalogue, classOn, versionOn } from "../../../service/catalogue/index.ts";
import {
  categoryBy,
  cellKey,
  type LensAmount,
  type LensLine,
  type LensSide,
  sideOf,
  throughRules,
} from "../index.ts";
import { problem } from "../problems.ts";
import { computeCosting } from "./cost.ts";
import { type CostingQuestion, costingInputs } from "./inputs.ts";
import { lensBook } from "./own-lenses.ts";

/** A year's costs in the categories of a lens (perspektiv). The sum is that of the costing: no lens has kronor of its own. */
export interface LensReading {
  readonly lens: string;
  readonly side: LensSide;
  readonly lines: readonly (LensLine & { readonly nameSv: string; readonly nameEn: string })[];
  readonly totalOre: Ore;
}

/** The lenses there are, by name, with the number of their categories and rules. */
export async function registeredLenses(
  tx: Transaction,
  provider: string,
): Promise<{ readonly lens: string; readonly categories: number; readonly rules: number }[]> {
  const { categories, rules } = await lensBook(tx, provider);
  const names = [...new Set(categories.map((one) => one.lens))].sort(byCode);
  return names.map((lens) => ({
    lens,
    categories: categories.filter((one) => one.lens === lens).length,
    rules: rules.filter((one) => one.lens === lens).length,
  }));
}

/** Throws `Refusal` for an unknown lens, one without rules or with two sides, and a year that cannot be costed. */
export async function readThroughLens(
  tx: Transaction,
  lens: string,
  question: CostingQuestion,
): Promise<LensReading> {
  const { provider } = question;
  const book = await lensBook(tx, provider);
  const categories = book.categories.filter((one) => one.lens === lens);
  if (categories.length === 0) throw unknownLens(lens, [...new Set(book.categories.map((one) => one.lens))]);
  const rules = book.rules.filter((one) => one.lens === lens);
  const side = required(sideOf(lens, rules));
  const costing = await computeCosting(tx, question);
  const amounts =
    side === "books" ? await bookAmounts(tx, question) : await costedAmounts(tx, question, costing.rows);
  const lines = throughRules(amounts, rules, categories);
  const totalOre = ore(lines.reduce((sum, line) => sum + line.amountOre, 0));
  assert(totalOre === costing.outOre, `the lens ${lens} holds ${totalOre} of ${costing.outOre} öre`);
  const named = new Map(categories.map((one) => [one.category, one]));
  return {
    lens,
    side,
    lines: lines.map((line) => ({
      ...line,
      nameSv: named.get(line.category)?.nameSv ?? unplaced.sv,
      nameEn: named.get(line.category)?.nameEn ?? unplaced.en,
    })),
    totalOre,
  };
}

/** What the rules of a lens look at, with the month, and the cell of the books that it is. */
export interface LensRow extends LensAmount {
  readonly period: Period;
  /** As `cellKey` writes it; none on the costing's side. */
  readonly cell?: string;
  readonly category: string;
}

/** Every amount of a year with the category that a lens gives it: what an explanation of a category opens. */
export async function lensRows(
  tx: Transaction,
  lens: string,
  question: CostingQuestion,
): Promise<
  | {
      readonly side: LensSide;
      readonly rows: readonly LensRow[];
      /** The categories that hold something, in their order; '' is what no rule places. */
      readonly names: ReadonlyMap<string, { readonly sv: string; readonly en: string }>;
    }
  | undefined
> {
  const { provider } = question;
  const book = await lensBook(tx, provider);
  const categories = book.categories.filter((one) => one.lens === lens);
  const rules = book.rules.filter((one) => one.lens === lens);
  const side = sideOf(lens, rules);
  if (categories.length === 0 || !side.ok) return undefined;
  const amounts =
    side.value === "books"
      ? await bookAmounts(tx, question)
      : await costedAmounts(tx, question, (await computeCosting(tx, question)).rows);
  const categoryOf = categoryBy(rules);
  const rows = amounts.map((one): LensRow => ({ ...one, category: categoryOf(one.fields) }));
  const named = new Map(categories.map((one) => [one.category, { sv: one.nameSv, en: one.nameEn }]));
  const names = new Map(
    throughRules(rows, rules, categories).map(({ category }) => [category, named.get(category) ?? unplaced]),
  );
  return { side: side.value, rows, names };
}

const unplaced = { sv: "Ej placerat", en: "Unplaced" };

async function bookAmounts(tx: Transaction, question: CostingQuestion): Promise<Omit<LensRow, "category">[]> {
  const { cells } = await costingInputs(tx, question);
  return cells.map((cell) => {
    const { account, costCentre, project, counterparty, element, amountOre, period } = cell;
    return {
      fields: { account, cost_centre: costCentre, project, counterparty, element },
      amountOre,
      period,
      cell: cellKey(cell),
    };
  });
}

async function costedAmounts(
  tx: Transaction,
  { provider }: CostingQuestion,
  rows: Awaited<ReturnType<typeof computeCosting>>["rows"],
): Promise<Omit<LensRow, "category">[]> {
  const inMonth = placesOf(await catalogueOf(tx, provider));
  return rows.map(({ service, activity, element, period, directOre, allocatedOre }) => ({
    fields: { service, activity, element, ...inMonth(service, period) },
    amountOre: ore(directOre + allocatedOre),
    period,
  }));
}

/** Where a service stood in a month: looked up once for each, among its own versions and classes. */
function placesOf({
  services,
  classifications,
  versions = [],
}: Catalogue): (service: string, period: Period) => LensAmount["fields"] {
  const departments = new Map(services.map((one) => [one.service, one.department ?? ""]));
  const versionsOf = byService(versions);
  const classesOf = byService(classifications);
  const known = new Map<string, LensAmount["fields"]>();
  return (service, period) => {
    const key = `${service}|${period}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const day = lastDayOf(period);
    const place = {
      area: versionOn(versionsOf.get(service) ?? [], service, day)?.area ?? "",
      department: departments.get(service) ?? "",
      class: classOn(classesOf.get(service) ?? [], service, day, asThen)?.class ?? "",
    };
    known.set(key, place);
    return place;
  };
}

function byService<Row extends { readonly service: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const list = found.get(row.service);
    if (list === undefined) found.set(row.service, [row]);
    else list.push(row);
  }
  return found;
}

function unknownLens(lens: string, known: readonly string[]): Refusal {
  const near = closest(lens, known);
  return new Refusal([
    problem(
      "costing.unknown-lens",
      `Perspektivet ”${lens}” finns inte.${near === undefined ? "" : ` Menar du ”${near}”?`}`,
      `There is no lens "${lens}".${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    ),
  ]);
}
