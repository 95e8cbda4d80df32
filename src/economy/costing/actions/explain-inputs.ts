import { byCode, type Period, periodsOfYear, Refusal, required } from "../../../kernel/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { accountMapOf, accountNamesOf, type Opening, projectsOf } from "../../ledger/actions/index.ts";
import { planLines, plansOf, type StoredPlan } from "../../planning/actions/index.ts";
import type { PlanLine } from "../../planning/index.ts";
import {
  type CostModel,
  type CustomerKeys,
  type DriverReader,
  type ExplanationContext,
  type Names,
  type ServiceCosting,
  type Wording,
  costServices,
  costSources,
  modelOf,
} from "../index.ts";
import { cellsOfMonth } from "../sql/lines.ts";
import { sourcesOf, type SourceSum } from "../sql/sources.ts";
import { computeCosting } from "./cost.ts";
import { driversInForce } from "./drivers.ts";
import { costCells, customerKeysOf, modelsOf } from "./inputs.ts";

/** Which costing a figure is of. */
export interface CostQuestion {
  readonly year: number;
  readonly scenario: string;
}

/** What every explanation of costs reads, each kept until the books change; the figures are read month by month. */
export interface CostReader {
  names(year: number): Promise<Names>;
  plan(question: CostQuestion): Promise<StoredPlan | undefined>;
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
  const reader: CostReader = {
    names: (year) => opening.keep(`cost-names:${year}`, () => namesOf(opening, year)),
    plan: (question) =>
      opening.keep(`cost-plan:${nameOf(question)}`, async () =>
        question.scenario === "actual" ? undefined : planOf(await plansOf(tx, provider), question),
      ),
    run: (question) =>
      opening.keep(`cost-run:${nameOf(question)}`, async () => {
        const { run } = await computeCosting(tx, { provider, ...question });
        return run;
      }),
    sources: (question, service) =>
      opening.keep(`cost-sources:${nameOf(question)}:${service}`, async () =>
        sourcesOf(tx, provider, await reader.run(question), service),
      ),
    sourcesOfElement: (question, service, element) =>
      opening.keep(`cost-sources:${nameOf(question)}:${service}:${element}`, async () => {
        const found: SourceSum[] = [];
        for (const period of periodsOfYear(question.year)) {
          const costing = await reader.month(question, period);
          if (costing !== undefined) found.push(...costSources(costing, { service, element }));
        }
        const order = (one: SourceSum): string => `${one.activity === "change" ? 1 : 0} ${one.step}`;
        return found.sort(
          (a, b) => byCode(order(a), order(b)) || byCode(a.account, b.account) || byCode(a.period, b.period),
        );
      }),
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
      opening.keep(`cost-keys:${nameOf(question)}`, () => customerKeysOf(tx, { provider, ...question })),
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
  if (question.scenario !== "actual" && plan === undefined) return undefined;
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
  return required(costServices({ cells, model, drivers: await reader.drivers(), ...registers }));
}

/** The plan of a scenario, chosen as the costing chooses it. */
function planOf(plans: readonly StoredPlan[], { year, scenario }: CostQuestion): StoredPlan | undefined {
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
