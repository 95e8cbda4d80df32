import {
  allocate,
  assert,
  type Day,
  instalment,
  ore,
  type Period,
  periodsOfYear,
  required,
} from "../../kernel/index.ts";
import type { CostCell } from "../../economy/costing/index.ts";
import type { Invoice } from "../../economy/invoicing/index.ts";
import type { PriceListVersion } from "../../economy/pricing/index.ts";
import { policyOf, readPolicies, settle, type Settlement } from "../../economy/settlement/index.ts";
import { parse } from "yaml";
import { billedServices, type Issued, lisebergCredit, monthlyRuns, settlementDocuments } from "./billing.ts";
import { bookCosts, bookPayments, bookTransfer, owedSettlement } from "./books.ts";
import { budgetedOperation, costedBudget } from "./budget.ts";
import { services } from "./catalogue.ts";
import { financingAccounts, projects, revenueCostCentre } from "./chart.ts";
import { changeSeason, costCells, costSeason, poolCells } from "./costs.ts";
import { isActive } from "./drivers.ts";
import { bookCreditsOf2023, type HistoryYear, paidBy, poolOutcome, selfCell } from "./history.ts";
import {
  bookPlainIncome,
  bookRedistribution,
  type Coverage,
  otherSeason,
  redistribution,
  unitCosts,
  unitOf,
} from "./income.ts";
import { financing2024, packYaml } from "./master.ts";
import { split } from "./matrix.ts";
import { followedApart } from "./own-projects.ts";
import { decidedList, items2024, revisedList } from "./prices.ts";
import { between } from "./random.ts";
import { type DemoSale, sales2024 } from "./sales.ts";
import { departmentResults, targets } from "./targets.ts";
import { actualVolumes, type MonthVolume, plannedVolumes } from "./usage.ts";
import { bookedLines, Journal, sumBy } from "./vouchers.ts";

export interface Year2024 {
  readonly journal: Journal;
  readonly lists: readonly PriceListVersion[];
  readonly volumes: readonly MonthVolume[];
  readonly sales: readonly DemoSale[];
  readonly invoices: readonly Invoice[];
  readonly settlement: Settlement;
  readonly coverage: Coverage;
  readonly cells: readonly CostCell[];
}

/** The part of the common units' coverage that Digital infrastructure pays, in percent. */
const infrastructureShare = 45;

/** Result through November of what is not settled: change, direct sale and the rest, in öre. */
const unsettledThroughNovember = -99_400_000;

const isSettled = (code: string): boolean =>
  ["core", "infrastructure"].includes(services.find((row) => row.service === code)?.class ?? "");

export function year2024(history: readonly HistoryYear[], opening: ReadonlyMap<string, number>): Year2024 {
  const decided = decidedList({
    year: 2024,
    costs: costedBudget(),
    planned: plannedVolumes(),
    items: items2024(new Set(projects.filter((row) => row.budget > 0).map((row) => row.service))),
  });
  const lists: PriceListVersion[] = [
    {
      ...decided,
      validTo: "2024-09-30" as Day,
      fees: decided.fees.map((fee) => ({ ...fee, validTo: "2024-09-30" as Day })),
    },
    revisedList(decided),
  ];
  const volumes = actualVolumes();
  const sales = sales2024();
  const runs = monthlyRuns(lists, volumes, sales);
  const credit = lisebergCredit(
    [...history.map((row) => row.list), lists[0] as PriceListVersion],
    history.flatMap((row) => row.lines),
    runs.invoices,
  );

  const journal = new Journal(2024);
  bookTransfer(journal, opening);
  bookCreditsOf2023(
    journal,
    -(opening.get(owedSettlement) ?? 0),
    paidBy((history[1] as HistoryYear).journal),
  );
  journal.issued(runs.vouchers);
  journal.issued(credit.vouchers);
  const sold = bookedLines([...runs.vouchers, ...credit.vouchers]);
  const additional = -sold
    .filter((line) => line.account > "3160" && line.account < "3200")
    .reduce((sum, line) => sum + line.amountOre, 0);
  const other = ore(targets[2024].additional - additional);
  bookPlainIncome(journal, targets[2024].grant, other);

  const operation = operationMonths(sold, other);
  const settlement = settled(sold, operation);
  const returned = settlementDocuments(
    settlement.customers.flatMap((row) =>
      row.because.map((reason) => ({
        customer: row.customer,
        service: reason.service,
        amountOre: reason.amountOre,
      })),
    ),
  );
  journal.issued(returned.vouchers);
  bookFinancing(journal);

  const selfCosts = bookedLines([...runs.vouchers, ...credit.vouchers, ...returned.vouchers]).filter(
    (line) => line.account === "6490",
  );
  const { cells, coverage } = costs(operation, selfCosts, revenueByUnit(sold, other));
  bookRedistribution(journal, redistribution(2024, coverage));
  bookCosts(journal, cells, opening);
  bookPayments(journal, opening);
  return {
    journal,
    lists,
    volumes,
    sales,
    invoices: allInvoices(runs, credit, returned),
    settlement,
    coverage,
    cells,
  };
}

const allInvoices = (...issued: Issued[]): Invoice[] => issued.flatMap((row) => row.invoices);

type Line = ReturnType<typeof bookedLines>[number];

/** What every service should cost, month by month: through November its own season, December what it invoices. */
function operationMonths(sold: readonly Line[], other: number): Map<string, number[]> {
  const periods = periodsOfYear(2024);
  const december = periods[11] as Period;
  const active = services.filter((row) => isActive(row.validFrom, row.validTo, 2024));
  const revenue = sumBy(
    sold.filter((line) => line.account >= "3" && line.account < "4"),
    (line) =>
      `${line.account === "3121" || line.account === "3122" ? "change" : line.service} ${line.period === december ? "december" : "before"}`,
    (line) => -line.amountOre,
  );
  const of = (key: string): number =>
    (revenue.get(`${key} before`) ?? 0) + (revenue.get(`${key} december`) ?? 0);
  const budget = budgetedOperation();
  const months = new Map<string, number[]>();
  for (const area of ["finance", "hr", "kls", "infrastructure"] as const) {
    const rows = active.filter((row) => isSettled(row.service) && row.area === area);
    const parts = split(
      targets[2024].operation[area],
      rows.map((row) => (budget.get(row.service) as number) * row.outcome),
    );
    for (const [index, row] of rows.entries()) {
      // December's outcome differs from its invoices by some kronor: the rest after the settlement.
      const last =
        (revenue.get(`${row.service} december`) ?? 0) - between(`rest ${row.service}`, -41_300, 63_700);
      const before = split((parts[index] as number) - last, costSeason(row.class).slice(0, 11));
      months.set(row.service, [...before, last]);
    }
  }
  const rest = active.filter((row) => !isSettled(row.service));
  const total = Object.values(targets[2024].elements).reduce((a, b) => a + b, 0);
  const operation = Object.values(targets[2024].operation).reduce((a, b) => a + b, 0);
  const change = projects.reduce((sum, row) => sum + row.y2024, 0) * 100_000;
  const changeDecember = projects.reduce(
    (sum, row) => sum + (split(row.y2024 * 100_000, changeSeason)[11] as number),
    0,
  );
  const weights = rest.map((row) =>
    row.class === "grant" ? targets[2024].grant : row.class === "other" ? other : of(row.service),
  );
  const parts = split(total - operation - change, weights);
  const revenueBefore =
    rest.reduce((sum, row) => sum + (revenue.get(`${row.service} before`) ?? 0), 0) +
    (revenue.get("change before") ?? 0) +
    instalmentsBefore(targets[2024].grant) +
    otherBefore(other);
  // Cost of the unsettled through November, so that their result then is what it was; December takes the remainder.
  const costBefore = revenueBefore - unsettledThroughNovember - (change - changeDecember);
  const before = split(costBefore, parts);
  for (const [index, row] of rest.entries()) {
    const through = before[index] as number;
    months.set(row.service, [
      ...split(through, costSeason(row.class).slice(0, 11)),
      (parts[index] as number) - through,
    ]);
  }
  return months;
}

const instalmentsBefore = (amount: number): number =>
  amount - instalment(ore(amount), { index: 12, count: 12 });
const otherBefore = (amount: number): number => amount - (allocate(ore(amount), otherSeason)[11] as number);

/** The settlement on November's books, by the product's own rule. */
function settled(sold: readonly Line[], operation: ReadonlyMap<string, readonly number[]>): Settlement {
  const policy = required(policyOf(required(readPolicies(parse(packYaml()))), 2024));
  const paid = sumBy(
    sold.filter((line) => (line.account === "3111" || line.account === "3112") && line.period <= "2024-11"),
    (line) => `${line.service} ${line.customer}`,
    (line) => -line.amountOre,
  );
  return required(
    settle({
      policy,
      services: billedServices,
      invoiced: [...paid].map(([key, amount]) => {
        const [service, customer] = key.split(" ") as [string, string];
        return { service, customer, amountOre: ore(amount) };
      }),
      cost: [...operation]
        .filter(([service]) => isSettled(service))
        .map(([service, months]) => ({
          service,
          amountOre: ore(months.slice(0, 11).reduce((a, b) => a + b, 0)),
        })),
    }),
  );
}

/** The decided internal financing, in the city's own books in December. */
function bookFinancing(journal: Journal): void {
  const end = ([code, activity]: readonly [string, "operation" | "change"]) => {
    const service = services.find((row) => row.service === code);
    assert(service !== undefined, `${code} is a service`);
    const account = financingAccounts.find(
      ([name, of]) => name === service.class && of === activity,
    )?.[2] as string;
    return { account, costCentre: revenueCostCentre[service.department] as string, service: code };
  };
  for (const row of financing2024) {
    const amount = row.kronor * 100;
    journal.add("B", "2024-12-31" as Day, `Intern finansiering enligt beslut ${row.decision}`, [
      { ...end(row.from), amount },
      { ...end(row.to), amount: -amount },
    ]);
  }
}

/** Revenue of the two operating departments before any coverage, change apart. */
function revenueByUnit(sold: readonly Line[], other: number): Map<string, number> {
  const sums = sumBy(
    sold.filter(
      (line) =>
        line.account >= "3" && line.account < "4" && line.account !== "3121" && line.account !== "3122",
    ),
    (line) => unitOf(line.costCentre),
    (line) => -line.amountOre,
  );
  sums.set("shared-services", (sums.get("shared-services") ?? 0) + targets[2024].grant + other);
  return sums;
}

function costs(
  operation: ReadonlyMap<string, readonly number[]>,
  selfCosts: readonly Line[],
  revenue: ReadonlyMap<string, number>,
) {
  const common = [
    ...poolCells(2024, (pool, element) => poolOutcome(pool, element, 100, targets[2024].elements.financial)),
    ...[
      ...sumBy(
        selfCosts,
        (line) => line.period,
        (line) => line.amountOre,
      ),
    ].map(([period, amount]) => selfCell(period as Period, amount)),
  ];
  const units = unitCosts(common);
  const results = departmentResults.outcome;
  const covered = {
    steering: (units.get("steering") as number) + results.steering,
    common: (units.get("common") as number) + results.common,
    "service-centre": (units.get("service-centre") as number) + results["service-centre"],
  };
  const total = covered.steering + covered.common + covered["service-centre"];
  const coverage: Coverage = {
    ...covered,
    fromInfrastructure: Math.floor((total * infrastructureShare) / 100),
  };
  const plan = {
    year: 2024,
    operation,
    change: new Map(
      projects
        .filter((row) => row.y2024 > 0)
        .map((row) => [row.project, split(row.y2024 * 100_000, changeSeason)]),
    ),
    elements: targets[2024].elements,
    poolCells: common,
  };
  // How much of the shared services' systems Digital infrastructure runs is what its result leaves room for.
  const plain = unitCosts(costCells({ ...plan, movedToInfrastructure: 0 }));
  const ownCost = plain.get("infrastructure") as number;
  const moved =
    (revenue.get("infrastructure") as number) -
    coverage.fromInfrastructure -
    ownCost -
    results.infrastructure;
  return { cells: followedApart(costCells({ ...plan, movedToInfrastructure: moved })), coverage, moved };
}
