import {
  byCode,
  type Ore,
  ore,
  type Period,
  periodsOfYear,
  Refusal,
  required,
} from "../../../kernel/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { accountMapOf, accountNamesOf, type Opening, projectsOf } from "../../ledger/actions/index.ts";
import { planLines, plansOf, type StoredPlan } from "../../planning/actions/index.ts";
import type { PlanLine } from "../../planning/index.ts";
import {
  type CostModel,
  type CustomerCostRow,
  type CustomerKeys,
  type DriverReader,
  type ExplanationContext,
  type Method,
  type Names,
  type ServiceCosting,
  type Wording,
  costPlaced,
  costServices,
  costSources,
  distributeToCustomers,
  methods,
  modelOf,
  placeCells,
} from "../index.ts";
import { cellsOfMonth } from "../sql/lines.ts";
import { serviceTotals, sourcesOf, type SourceSum, sourceTotals } from "../sql/sources.ts";
import { computeCosting, customerCostsOf } from "./cost.ts";
import { driversInForce } from "./drivers.ts";
import { costCells, customerKeysOf, modelsOf } from "./inputs.ts";

/** Which costing a figure is of. */
export interface CostQuestion {
  readonly year: number;
  readonly scenario: string;
}

/** Costs beside those of the model: by another method, or by a step-down in another order of its pools. */
export interface CostVariant {
  readonly scenario: string;
  readonly method: Method | undefined;
  readonly order: readonly string[] | undefined;
}

/**
 * A scenario's costs by the model, or by another method beside it: `actual~direct`, `budget~reciprocal`; by a step-down in
 * another order: `actual~step-down~hr+it+premises`.
 */
export function variantOf(name: string): CostVariant | undefined {
  const [scenario = "", methodName, pools, ...rest] = name.split("~");
  const method = methods.find((one) => one === methodName);
  if (scenario === "" || rest.length > 0 || (methodName !== undefined && method === undefined))
    return undefined;
  if (pools !== undefined && method !== "step-down") return undefined;
  return { scenario, method, order: pools?.split("+") };
}

/** The id of a scenario's variant, as `variantOf` reads it. */
export function variantName(scenario: string, method: Method | "model", order?: readonly string[]): string {
  if (method === "model") return scenario;
  return [scenario, method, ...(order === undefined ? [] : [order.join("+")])].join("~");
}

/** What every explanation of costs reads, each kept until the books change; the figures are read month by month. */
export interface CostReader {
  names(year: number): Promise<Names>;
  plan(question: CostQuestion): Promise<StoredPlan | undefined>;
  /** Whether there can be such costs: the books, or a plan of the year. */
  isKnown(question: CostQuestion): Promise<boolean>;
  /** What each service cost: the whole year, a month or a cost element. */
  totals(
    question: CostQuestion,
    cut: { readonly period: Period | undefined; readonly element: string | undefined },
  ): Promise<readonly { readonly service: string; readonly amountOre: Ore }[]>;
  /** What each customer carries of each service. */
  customerRows(question: CostQuestion): Promise<readonly CustomerCostRow[]>;
  /** The stored result's name; computed first if the books have changed since. Refuses a year without costs. */
  run(question: CostQuestion): Promise<string>;
  sources(question: CostQuestion, service: string): Promise<readonly SourceSum[]>;
  /** The same, of one cost element alone: found from the months, which are costed for it. */
  sourcesOfElement(question: CostQuestion, service: string, element: string): Promise<readonly SourceSum[]>;
  /** One month costed alone: the same öre as in its year, since months never mix. */
  month(question: CostQuestion, period: Period): Promise<ServiceCosting | undefined>;
  context(question: CostQuestion, period: Period): Promise<ExplanationContext | undefined>;
  /** What words are made of, without costing anything: the model in force and the drivers. */
  wording(question: CostQuestion, period: Period): Promise<Wording>;
  drivers(): Promise<DriverReader>;
  models(): Promise<readonly CostModel[]>;
  keys(question: CostQuestion): Promise<CustomerKeys>;
  planLines(plan: string): Promise<ReadonlyMap<string, readonly PlanLine[]>>;
}

export function costReader(opening: Opening): CostReader {
  const { tx, provider } = opening;
  const nameOf = ({ year, scenario }: CostQuestion): string => `${scenario}:${year}`;
  // Found from the months, each costed alone: for what is not stored.
  const sourcesByMonth = async (
    question: CostQuestion,
    only: { readonly service: string; readonly element?: string },
  ): Promise<readonly SourceSum[]> => {
    const found: SourceSum[] = [];
    for (const period of periodsOfYear(question.year)) {
      const costing = await reader.month(question, period);
      if (costing !== undefined) found.push(...costSources(costing, only));
    }
    const order = (one: SourceSum): string => `${one.activity === "change" ? 1 : 0} ${one.step}`;
    return found.sort(
      (a, b) => byCode(order(a), order(b)) || byCode(a.account, b.account) || byCode(a.period, b.period),
    );
  };
  const reader: CostReader = {
    names: (year) => opening.keep(`cost-names:${year}`, () => namesOf(opening, year)),
    plan: (question) =>
      opening.keep(`cost-plan:${nameOf(question)}`, async () =>
        isActual(question) ? undefined : planOf(await plansOf(tx, provider), question),
      ),
    isKnown: async (question) =>
      variantOf(question.scenario) !== undefined &&
      isOrderOf(await reader.models(), variantOf(question.scenario)?.order) &&
      (isActual(question) || (await reader.plan(question)) !== undefined),
    async totals(question, { period, element }) {
      if (methodOf(question) === undefined) {
        const run = await reader.run(question);
        return period === undefined && element === undefined
          ? sourceTotals(tx, provider, run)
          : serviceTotals(tx, provider, run, {
              ...(period === undefined ? {} : { period }),
              ...(element === undefined ? {} : { element }),
            });
      }
      const sums = new Map<string, number>();
      for (const month of period === undefined ? periodsOfYear(question.year) : [period]) {
        const costing = await reader.month(question, month);
        if (costing === undefined) continue;
        for (const one of costSources(costing, element === undefined ? {} : { element }))
          sums.set(one.service, (sums.get(one.service) ?? 0) + one.amountOre);
      }
      return [...sums]
        .map(([service, amount]) => ({ service, amountOre: ore(amount) }))
        .filter((one) => one.amountOre !== 0)
        .sort((a, b) => byCode(a.service, b.service));
    },
    customerRows: (question) =>
      opening.keep(`cost-customers:${nameOf(question)}`, async () => {
        if (methodOf(question) === undefined)
          return (await customerCostsOf(tx, { provider, ...question })).rows;
        const keys = await reader.keys(question);
        const rows: CustomerCostRow[] = [];
        for (const month of periodsOfYear(question.year)) {
          const costing = await reader.month(question, month);
          if (costing === undefined) continue;
          for (const row of required(distributeToCustomers(costing, keys)).rows) rows.push(row);
        }
        return rows;
      }),
    run: (question) =>
      opening.keep(`cost-run:${nameOf(question)}`, async () => {
        const { run } = await computeCosting(tx, { provider, ...question });
        return run;
      }),
    sources: (question, service) =>
      opening.keep(`cost-sources:${nameOf(question)}:${service}`, async () =>
        methodOf(question) === undefined
          ? sourcesOf(tx, provider, await reader.run(question), service)
          : sourcesByMonth(question, { service }),
      ),
    sourcesOfElement: (question, service, element) =>
      opening.keep(`cost-sources:${nameOf(question)}:${service}:${element}`, () =>
        sourcesByMonth(question, { service, element }),
      ),
    month: (question, period) =>
      opening.keep(`cost-month:${nameOf(question)}:${period}`, () =>
        costMonth(opening, reader, question, period),
      ),
    async context(question, period) {
      const costing = await reader.month(question, period);
      if (costing === undefined) return undefined;
      return {
        costing,
        drivers: await reader.drivers(),
        prefix: `cost:${question.year}:${question.scenario}`,
        names: await reader.names(question.year),
      };
    },
    wording: async (_, period) => ({
      model: required(modelOf(await reader.models(), period)),
      drivers: await reader.drivers(),
    }),
    drivers: () => opening.keep("cost-drivers", async () => (await driversInForce(tx, provider)).drivers),
    models: () => opening.keep("cost-models", async () => required(await modelsOf(tx, provider))),
    keys: (question) =>
      opening.keep(`cost-keys:${nameOf(question)}`, () =>
        customerKeysOf(tx, { provider, year: question.year, scenario: baseOf(question) }),
      ),
    planLines: (plan) =>
      opening.keep(`plan-lines:${plan}`, async () => {
        const found = new Map<string, PlanLine[]>();
        for (const line of await planLines(tx, provider, plan)) {
          const key = `${line.period}|${line.account}`;
          const list = found.get(key);
          if (list === undefined) found.set(key, [line]);
          else list.push(line);
        }
        return found;
      }),
  };
  return reader;
}

async function costMonth(
  opening: Opening,
  reader: CostReader,
  question: CostQuestion,
  period: Period,
): Promise<ServiceCosting | undefined> {
  const { tx, provider } = opening;
  const accounts = await opening.keep("account-map", () => accountMapOf(tx, provider));
  const registers = await opening.keep("cost-registers", async () => ({
    services: (await catalogueOf(tx, provider)).services.map(({ service }) => ({ service })),
    projects: (await projectsOf(tx, provider)).map(({ project, activity, service }) => ({
      project,
      activity,
      service,
    })),
  }));
  const plan = await reader.plan(question);
  if (!isActual(question) && plan === undefined) return undefined;
  const lines =
    plan === undefined
      ? await cellsOfMonth(tx, provider, {
          year: question.year,
          period,
          costs: accounts.mappings.filter((one) => one.kind === "cost"),
        })
      : [...(await reader.planLines(plan.plan))]
          .filter(([key]) => key.startsWith(`${period}|`))
          .flatMap(([, found]) => found);
  const cells = costCells(lines, accounts);
  if (cells.length === 0) return undefined;
  const model = required(modelOf(await reader.models(), period));
  const { method, order } = variantOf(question.scenario) ?? {};
  const drivers = await reader.drivers();
  if (method === undefined) return required(costServices({ cells, model, drivers, ...registers }));
  const placed = required(placeCells({ cells, model: inOrder(model, order), ...registers }));
  return required(costPlaced(placed, drivers, method));
}

/** Whether some model has those steps to put in another order: else nothing would be in another order. */
function isOrderOf(models: readonly CostModel[], order: readonly string[] | undefined): boolean {
  if (order === undefined) return true;
  const named = order.toSorted(byCode).join("+");
  return models.some(
    ({ steps }) =>
      steps
        .map((step) => step.from)
        .sort(byCode)
        .join("+") === named,
  );
}

/** The model with its steps in another order of their pools; a month whose model has other steps keeps its own. */
function inOrder(model: CostModel, order: readonly string[] | undefined): CostModel {
  if (order === undefined || order.length !== model.steps.length) return model;
  const steps = order.flatMap((pool) => model.steps.filter((step) => step.from === pool));
  return steps.length === model.steps.length ? { ...model, steps } : model;
}

function baseOf({ scenario }: CostQuestion): string {
  return variantOf(scenario)?.scenario ?? scenario;
}

function methodOf({ scenario }: CostQuestion): Method | undefined {
  return variantOf(scenario)?.method;
}

function isActual(question: CostQuestion): boolean {
  return baseOf(question) === "actual";
}

/** The plan of a scenario, chosen as the costing chooses it. */
function planOf(plans: readonly StoredPlan[], question: CostQuestion): StoredPlan | undefined {
  const { year } = question;
  const scenario = baseOf(question);
  return plans
    .filter((plan) => plan.fiscalYear === year && (plan.scenario === scenario || plan.plan === scenario))
    .sort((a, b) => byCode(a.asOf ?? "", b.asOf ?? "") || byCode(a.plan, b.plan))
    .at(-1);
}

async function namesOf({ tx, provider }: Opening, year: number): Promise<Names> {
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

/** What a question about costs that cannot be computed is answered with: nothing, where the year has no such costs. */
export async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && error.problems.every((one) => one.code === "costing.no-costs"))
      return undefined;
    throw error;
  }
}
