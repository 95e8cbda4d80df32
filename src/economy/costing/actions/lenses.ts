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
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { asThen, classOn, versionOn } from "../../../service/catalogue/index.ts";
import {
  type LensAmount,
  type LensLine,
  type LensSide,
  lensCategoryRegister,
  lensRuleRegister,
  sideOf,
  throughRules,
} from "../index.ts";
import { problem } from "../problems.ts";
import { computeCosting } from "./cost.ts";
import { type CostingQuestion, costingInputs } from "./inputs.ts";

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
  const categories = await entriesOf(tx, provider, lensCategoryRegister);
  const rules = await entriesOf(tx, provider, lensRuleRegister);
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
  const all = await entriesOf(tx, provider, lensCategoryRegister);
  const categories = all.filter((one) => one.lens === lens);
  if (categories.length === 0) throw unknownLens(lens, [...new Set(all.map((one) => one.lens))]);
  const rules = (await entriesOf(tx, provider, lensRuleRegister)).filter((one) => one.lens === lens);
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
      nameSv: named.get(line.category)?.nameSv ?? "Ej placerat",
      nameEn: named.get(line.category)?.nameEn ?? "Unplaced",
    })),
    totalOre,
  };
}

async function bookAmounts(tx: Transaction, question: CostingQuestion): Promise<LensAmount[]> {
  const { cells } = await costingInputs(tx, question);
  return cells.map(({ account, costCentre, project, counterparty, element, amountOre }) => ({
    fields: { account, cost_centre: costCentre, project, counterparty, element },
    amountOre,
  }));
}

async function costedAmounts(
  tx: Transaction,
  { provider }: CostingQuestion,
  rows: Awaited<ReturnType<typeof computeCosting>>["rows"],
): Promise<LensAmount[]> {
  const { services, classifications, versions = [] } = await catalogueOf(tx, provider);
  const serviceOf = new Map(services.map((one) => [one.service, one]));
  const areaOn = (service: string, period: Period): string =>
    versionOn(versions, service, lastDayOf(period))?.area ?? "";
  return rows.map(({ service, activity, element, period, directOre, allocatedOre }) => ({
    fields: {
      service,
      activity,
      element,
      area: areaOn(service, period),
      department: serviceOf.get(service)?.department ?? "",
      class: classOn(classifications, service, lastDayOf(period), asThen)?.class ?? "",
    },
    amountOre: ore(directOre + allocatedOre),
  }));
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
