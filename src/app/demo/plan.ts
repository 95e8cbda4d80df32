import {
  assert,
  formatKronor,
  formatMicro,
  instalment,
  lineAmount,
  type Micro,
  ore,
  type Period,
  periodsOfYear,
  yearOf,
} from "../../kernel/index.ts";
import type { CostCell } from "../../economy/costing/index.ts";
import type { PriceListVersion } from "../../economy/pricing/index.ts";
import { budgetedOperation } from "./budget.ts";
import { serviceOf, services } from "./catalogue.ts";
import {
  mapping,
  pools,
  projects,
  revenueAccounts,
  revenueCostCentre,
  selfCostAccount,
  selfCounterparty,
} from "./chart.ts";
import { self } from "./city.ts";
import { changeSeason, costCells, costSeason, poolCells } from "./costs.ts";
import { isActive } from "./drivers.ts";
import { poolOutcome, selfCell } from "./history.ts";
import { type Coverage, otherSeason, redistribution, unitCosts, unitOf } from "./income.ts";
import { split } from "./matrix.ts";
import { isChangeProject } from "./own-projects.ts";
import { csv, type PackFile } from "./text.ts";
import { departmentResults, targets } from "./targets.ts";
import { plannedVolumes } from "./usage.ts";
import { type BookedLine, sumBy } from "./vouchers.ts";

/** A line of a plan, SIE sign. */
export interface DemoPlanLine {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly period: Period;
  readonly amount: number;
}

/** Revenue budget of what is sold by the piece, in öre: specialists and direct sale. */
const soldBudget: Readonly<Record<string, number>> = {
  specialist: 31_000_000_00,
  "direct-sale": 170_000_000_00,
};

/** The provider's own purchases that lie on its common cost centre in the budget; the rest lies on services. */
const commonSelfBudget = 36_000_000_00;

const plain = { costCentre: "", project: "", service: "", customer: "", counterparty: "" };

/** Budget 2024: revenue is the price list at planned volumes, cost is the costed budget; together they are zero. */
export function budgetLines(list: PriceListVersion, coverage: Coverage): DemoPlanLine[] {
  const target = targets.budget;
  const revenue = priceListRevenue(list);
  const ownListed = -revenue.filter((row) => row.customer === self).reduce((sum, row) => sum + row.amount, 0);
  revenue.push(...soldRevenue(target.internal - ownListed));
  const periods = periodsOfYear(2024);
  for (const [index, period] of periods.entries()) {
    const amount = -instalment(target.grant, { index: index + 1, count: 12 });
    revenue.push({ ...plain, account: "3710", costCentre: "2800", service: "GRANT", period, amount });
  }
  const cost = Object.values(target.elements).reduce((a, b) => a + b, 0);
  // Other income is what makes the budget a budget in balance.
  const other = cost + revenue.reduce((sum, row) => sum + row.amount, 0);
  for (const [index, amount] of split(other, otherSeason).entries()) {
    revenue.push({
      ...plain,
      account: "3191",
      costCentre: "2800",
      service: "OTH",
      period: periods[index] as Period,
      amount: -amount,
    });
  }
  const shared: DemoPlanLine[] = redistribution(2024, coverage).map((row) => ({ ...plain, ...row }));
  const lines = [...revenue, ...shared, ...costLines(budgetCells(coverage, revenue, other))];
  assert(lines.reduce((sum, row) => sum + row.amount, 0) === 0, "the budget is in balance");
  return lines;
}

const revenueOf = (code: string, activity: "operation" | "change") => {
  const row = serviceOf(code);
  const account = revenueAccounts.find(([name, of]) => name === row.class && of === activity)?.[2] as string;
  return { ...plain, account, costCentre: revenueCostCentre[row.department] as string, service: code };
};

/** Fees by twelfths and prices times planned volumes, the provider's own apart. */
function priceListRevenue(list: PriceListVersion): DemoPlanLine[] {
  const items = new Map(list.items.map((item) => [item.item, item]));
  const amounts = new Map<string, number>();
  const add = (code: string, customer: string, period: Period, amount: number) => {
    const item = items.get(code);
    assert(item !== undefined, `${code} is in the price list`);
    const key = [item.service, item.activity, customer === self ? self : "", period].join("|");
    amounts.set(key, (amounts.get(key) ?? 0) + amount);
  };
  for (const fee of list.fees) {
    for (const [index, period] of periodsOfYear(2024).entries()) {
      add(fee.item, fee.customer, period, instalment(fee.annualOre, { index: index + 1, count: 12 }));
    }
  }
  for (const volume of plannedVolumes()) {
    const priceMicro = items.get(volume.item)?.priceMicro as Micro;
    add(
      volume.item,
      volume.customer,
      volume.period,
      lineAmount({ priceMicro, quantityMicro: volume.quantityMicro }),
    );
  }
  return [...amounts].map(([key, amount]) => {
    const [service, activity, customer, period] = key.split("|") as [
      string,
      "operation" | "change",
      string,
      Period,
    ];
    return {
      ...revenueOf(service, activity),
      customer,
      counterparty: customer === self ? selfCounterparty : "",
      period,
      amount: -amount,
    };
  });
}

function soldRevenue(own: number): DemoPlanLine[] {
  const lines: DemoPlanLine[] = [];
  const classes = Object.entries(soldBudget);
  const ownParts = split(
    own,
    classes.map(([, total]) => total),
  );
  for (const [at, [name, total]] of classes.entries()) {
    const rows = services.filter((row) => row.class === name);
    for (const [customer, amount] of [
      ["", total - (ownParts[at] as number)],
      [self, ownParts[at] as number],
    ] as const) {
      const parts = split(
        amount,
        rows.map((row) => row.weight),
      );
      for (const [index, row] of rows.entries()) {
        for (const [month, period] of periodsOfYear(2024).entries()) {
          const part = instalment(ore(parts[index] as number), { index: month + 1, count: 12 });
          lines.push({
            ...revenueOf(row.service, "operation"),
            customer,
            counterparty: customer === self ? selfCounterparty : "",
            period,
            amount: -part,
          });
        }
      }
    }
  }
  return lines;
}

/** The costed budget as cells: the services' budgets, and the common units' budgets that are their coverage. */
function budgetCells(coverage: Coverage, revenue: readonly DemoPlanLine[], other: number): CostCell[] {
  const target = targets.budget;
  const annual = new Map<string, number>(budgetedOperation());
  annual.set("GRANT", target.grant);
  annual.set("OTH", other);
  const total = Object.values(target.elements).reduce((a, b) => a + b, 0);
  const change = projects.reduce((sum, row) => sum + row.budget, 0) * 100_000;
  const given = [...annual.values()].reduce((a, b) => a + b, 0);
  const rest = services.filter(
    (row) => !annual.has(row.service) && isActive(row.validFrom, row.validTo, 2024),
  );
  const sold = sumBy(
    revenue,
    (row) => row.service,
    (row) => -row.amount,
  );
  for (const [index, amount] of split(
    total - change - given,
    rest.map((row) => sold.get(row.service) ?? 0),
  ).entries()) {
    annual.set((rest[index] as (typeof rest)[number]).service, amount);
  }
  const selfMonths = split(
    commonSelfBudget,
    periodsOfYear(2024).map(() => 1),
  );
  const plan = {
    year: 2024,
    operation: new Map(
      [...annual].map(([code, amount]) => [code, split(amount, costSeason(serviceOf(code).class))]),
    ),
    change: new Map(
      projects
        .filter((row) => row.budget > 0)
        .map((row) => [row.project, split(row.budget * 100_000, changeSeason)]),
    ),
    elements: target.elements,
    poolCells: [
      ...poolCells(2024, (pool, element) => budgetedPool(pool, element, coverage)),
      ...periodsOfYear(2024).map((period, month) => selfCell(period, selfMonths[month] as number)),
    ],
  };
  // Every department's budget is in balance: what Digital infrastructure runs for the others is what makes its own so.
  const own = unitCosts(costCells({ ...plan, movedToInfrastructure: 0 })).get("infrastructure") as number;
  const income = -revenue
    .filter((row) => rowOf(row) === "infrastructure")
    .reduce((sum, row) => sum + row.amount, 0);
  const cells = costCells({ ...plan, movedToInfrastructure: income - coverage.fromInfrastructure - own });
  return ownPurchases(cells, target.internal - commonSelfBudget);
}

function budgetedPool(pool: string, element: (typeof mapping)[number][3], coverage: Coverage): number {
  const kind = element as Parameters<typeof poolOutcome>[1];
  const covered =
    pool === "steering" || pool === "common" || pool === "service-centre"
      ? coverage[pool] - (pool === "common" ? commonSelfBudget : 0)
      : undefined;
  if (covered === undefined) return poolOutcome(pool, kind, 103, targets.budget.elements.financial);
  const row = pools.find((one) => one.pool === pool) as (typeof pools)[number];
  const names = Object.keys(row.outcome) as (typeof kind)[];
  return split(
    covered,
    names.map((name) => row.outcome[name]),
  )[names.indexOf(kind)] as number;
}

/** The rest of what the provider planned to buy of itself, on the IT costs of the infrastructure. */
function ownPurchases(cells: readonly CostCell[], amount: number): CostCell[] {
  const eligible = cells.filter((cell) => cell.element === "it" && cell.service.startsWith("DI-"));
  const parts = new Map(
    split(
      amount,
      eligible.map((cell) => cell.amountOre),
    ).map((part, index) => [eligible[index] as CostCell, part]),
  );
  return cells.flatMap((cell) => {
    const part = parts.get(cell) ?? 0;
    if (part === 0) return [cell];
    return [
      { ...cell, amountOre: ore(cell.amountOre - part) },
      {
        ...cell,
        account: selfCostAccount,
        customer: self,
        counterparty: selfCounterparty,
        amountOre: ore(part),
      },
    ];
  });
}

const costLines = (cells: readonly CostCell[]): DemoPlanLine[] =>
  cells.map((cell) => ({
    account: cell.account,
    costCentre: cell.costCentre,
    project: cell.project,
    service: cell.service,
    customer: cell.customer,
    counterparty: cell.counterparty,
    period: cell.period,
    amount: cell.amountOre,
  }));

/** Activity and role of an account in the mapping. */
function placeOf(account: string) {
  const row = mapping.find(([from, to]) => account >= from && account <= to);
  assert(row !== undefined, `${account} is mapped`);
  return { kind: row[2], activity: row[4], role: row[5] };
}

/** The unit of the departments statement that a line of the result belongs to; "" for what departments do not own. */
export function rowOf(line: {
  readonly account: string;
  readonly project: string;
  readonly costCentre: string;
}): string {
  const place = placeOf(line.account);
  if (place.role !== "") return "";
  return place.activity === "change" || isChangeProject(line.project) ? "change" : unitOf(line.costCentre);
}

/**
 * The forecast made in October: ten months as booked, November and December as October's revenue goes on and as cost
 * that brings every unit to the result it then foresaw.
 */
export function forecastLines(booked: readonly BookedLine[]): DemoPlanLine[] {
  const sums = new Map<string, DemoPlanLine>();
  for (const line of booked) {
    if (line.account < "3" || rowOf(line) === "") continue;
    const own = line.counterparty === selfCounterparty;
    const row: DemoPlanLine = {
      account: line.account,
      costCentre: line.costCentre,
      project: line.project,
      service: line.service,
      customer: own ? self : "",
      counterparty: own ? selfCounterparty : "",
      period: line.period,
      amount: line.amountOre,
    };
    const key = JSON.stringify([
      row.account,
      row.costCentre,
      row.project,
      row.service,
      row.customer,
      row.period,
    ]);
    const known = sums.get(key);
    sums.set(key, known ? { ...known, amount: known.amount + row.amount } : row);
  }
  const all = [...sums.values()];
  const done = all.filter((row) => row.period <= "2024-10");
  const october = all.filter((row) => row.period === "2024-10" && placeOf(row.account).kind === "revenue");
  const ahead = (["2024-11", "2024-12"] as Period[]).flatMap((period) =>
    october.map((row) => ({ ...row, period })),
  );
  const lines = [...done, ...ahead];
  const coming = all.filter(
    (row) => row.period > "2024-10" && placeOf(row.account).kind === "cost" && row.amount > 0,
  );
  const result = sumBy(lines, rowOf, (row) => -row.amount);
  for (const [unit, target] of Object.entries(departmentResults.forecast)) {
    const rows = coming.filter((row) => rowOf(row) === unit);
    const parts = split(
      (result.get(unit) ?? 0) - target,
      rows.map((row) => row.amount),
    );
    for (const [index, row] of rows.entries()) lines.push({ ...row, amount: parts[index] as number });
  }
  return lines;
}

export function planFile(path: string, lines: readonly DemoPlanLine[]): PackFile {
  const rows = lines
    .filter((row) => row.amount !== 0)
    .map((row) => [
      row.account,
      row.costCentre,
      row.project,
      row.service,
      row.customer,
      row.counterparty,
      row.period,
      formatKronor(ore(row.amount)),
    ]);
  rows.sort((a, b) => {
    const left = `${a[6]} ${a.slice(0, 6).join(" ")}`;
    const right = `${b[6]} ${b.slice(0, 6).join(" ")}`;
    return left < right ? -1 : left > right ? 1 : 0;
  });
  return { path, text: csv("account,cost_centre,project,service,customer,counterparty,period,amount", rows) };
}

export function volumesFile(): PackFile {
  return {
    path: "planning/volumes-2024.csv",
    text: csv(
      "item,customer,period,quantity",
      plannedVolumes()
        .filter((row) => yearOf(row.period) === 2024)
        .map((row) => [row.item, row.customer, row.period, formatMicro(row.quantityMicro)]),
    ),
  };
}
