import {
  type Ore,
  type Period,
  Refusal,
  byCode,
  lastDayOf,
  ore,
  required,
  unreachable,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { asThen, classOn, versionOn } from "../../../service/catalogue/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { departmentsOf } from "../../ledger/actions/index.ts";
import { plansOf } from "../../planning/actions/index.ts";
import {
  type Assumption,
  type Effect,
  type Scenario,
  type Variance,
  type VarianceLine,
  type VarianceRow,
  costYear,
  effects,
  explainVariance,
  idleLabel,
  imagine,
} from "../index.ts";
import { bookedYears } from "../sql/lines.ts";
import { servicesOfItems } from "../sql/registers.ts";
import { type CostingQuestion, costingInputs, customerKeysOf } from "./inputs.ts";

/** A scenario that can be costed: the books of a year, its budget, a forecast by its date. */
export interface ScenarioName {
  readonly year: number;
  readonly scenario: string;
  /** Which month's view a forecast is. */
  readonly asOf: string | undefined;
}

/** By year; the books first, then plans by name. */
export async function scenariosOf(tx: Transaction, provider: string): Promise<ScenarioName[]> {
  const plans = await plansOf(tx, provider);
  const found: ScenarioName[] = [
    ...(await bookedYears(tx, provider)).map((year) => ({ year, scenario: "actual", asOf: undefined })),
    ...plans.map((plan) => ({ year: plan.fiscalYear, scenario: plan.plan, asOf: plan.asOf ?? undefined })),
  ];
  const rank = (one: ScenarioName): string => `${one.year} ${one.scenario === "actual" ? "" : one.scenario}`;
  return found.sort((a, b) => byCode(rank(a), rank(b)));
}

/**
 * A scenario costed with its keys, as it is or as it would be if the assumptions held. Nothing is stored. Throws
 * `Refusal` when the scenario does not exist, cannot be costed, or an assumption names something unknown.
 */
export async function scenarioOf(
  tx: Transaction,
  question: CostingQuestion,
  assumptions: readonly Assumption[] = [],
): Promise<Scenario> {
  const inputs = await costingInputs(tx, question);
  const keys = await customerKeysOf(tx, question);
  const { cells, models, drivers } = inputs;
  const given = { cells, models, drivers, keys };
  const imagined =
    assumptions.length === 0
      ? given
      : required(
          imagine(given, assumptions, {
            services: inputs.services.map((one) => one.service),
            customers: (await customersOf(tx, question.provider)).map((one) => one.customer),
            items: [...(await servicesOfItems(tx, question.provider)).keys()],
          }),
        );
  return {
    costing: required(costYear({ ...inputs, ...imagined })),
    models: imagined.models,
    keys: imagined.keys,
  };
}

/** Two scenarios side by side, with the effects between them. */
export async function compareScenarios(
  tx: Transaction,
  from: CostingQuestion,
  to: CostingQuestion,
  assumptions: readonly Assumption[] = [],
): Promise<Variance> {
  const first = await scenarioOf(tx, from);
  const variance = explainVariance(first, await scenarioOf(tx, to, assumptions));
  if (!variance.ok) throw new Refusal(variance.problems);
  return variance.value;
}

/** What the rows of a comparison are added up by: the lenses (perspektiv) on the same kronor. */
export const lenses = ["service", "customer", "area", "department", "class", "element", "period"] as const;
export type Lens = (typeof lenses)[number];

/** The rows of a comparison added up through a lens, by code; the sum is the comparison's whatever the lens. */
export async function throughLens(
  tx: Transaction,
  provider: string,
  rows: readonly VarianceRow[],
  lens: Lens,
): Promise<VarianceLine[]> {
  const { codeOf, names } = await lensOf(tx, provider, lens);
  const lines = new Map<string, { -readonly [F in keyof VarianceLine]: VarianceLine[F] }>();
  for (const row of rows) {
    const code = codeOf(row);
    const name = names.get(code) ?? idleLabel(code);
    const line = lines.get(code) ?? {
      code,
      nameSv: name?.sv ?? "",
      nameEn: name?.en ?? "",
      fromOre: ore(0),
      toOre: ore(0),
      effectsOre: Object.fromEntries(effects.map((effect) => [effect, ore(0)])) as Record<Effect, Ore>,
    };
    line.fromOre = ore(line.fromOre + row.fromOre);
    line.toOre = ore(line.toOre + row.toOre);
    line.effectsOre = Object.fromEntries(
      effects.map((effect) => [effect, ore(line.effectsOre[effect] + row.effectsOre[effect])]),
    ) as Record<Effect, Ore>;
    lines.set(code, line);
  }
  return [...lines.values()].sort((a, b) => byCode(a.code, b.code));
}

/** The rows that stand on one code of a lens: what a line of `throughLens` consists of. */
export async function rowsThrough(
  tx: Transaction,
  provider: string,
  rows: readonly VarianceRow[],
  { lens, code }: { readonly lens: Lens; readonly code: string },
): Promise<VarianceRow[]> {
  const { codeOf } = await lensOf(tx, provider, lens);
  return rows.filter((row) => codeOf(row) === code);
}

/** How a row is read through a lens. */
interface LensReader {
  readonly codeOf: (row: VarianceRow) => string;
  readonly names: ReadonlyMap<string, { readonly sv: string; readonly en: string }>;
}

async function lensOf(tx: Transaction, provider: string, lens: Lens): Promise<LensReader> {
  const { services, areas, classes, classifications, versions = [] } = await catalogueOf(tx, provider);
  const named = <T extends { readonly nameSv: string; readonly nameEn: string }>(
    list: readonly T[],
    code: (one: T) => string,
  ): LensReader["names"] => new Map(list.map((one) => [code(one), { sv: one.nameSv, en: one.nameEn }]));
  const serviceOf = new Map(services.map((one) => [one.service, one]));
  const areaOn = (service: string, period: Period): string =>
    versionOn(versions, service, lastDayOf(period))?.area ?? "";
  switch (lens) {
    case "service":
      return { codeOf: (row) => row.service, names: named(services, (one) => one.service) };
    case "area":
      return {
        codeOf: (row) => areaOn(row.service, row.period),
        names: named(areas, (one) => one.area),
      };
    case "department":
      return {
        codeOf: (row) => serviceOf.get(row.service)?.department ?? "",
        names: named(await departmentsOf(tx, provider), (one) => one.department),
      };
    case "class":
      return {
        codeOf: (row) => classOn(classifications, row.service, lastDayOf(row.period), asThen)?.class ?? "",
        names: named(classes, (one) => one.class),
      };
    case "customer": {
      const customers = await customersOf(tx, provider);
      const names = new Map(customers.map((one) => [one.customer, { sv: one.name, en: one.name }]));
      return { codeOf: (row) => row.customer, names };
    }
    case "element":
    case "period":
      return { codeOf: (row) => row[lens], names: new Map() };
    default:
      return unreachable(lens);
  }
}
