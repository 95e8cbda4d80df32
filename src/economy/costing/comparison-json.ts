import type { Ore } from "../../kernel/index.ts";
import type { IdleCapacity } from "./idle.ts";
import type { MeasureCustomerRow, MeasureRow } from "./measures.ts";
import type { MethodOutcome, OrderEffect, OrderSensitivity } from "./methods.ts";

interface Head {
  readonly year: number;
  readonly scenario: string;
}

const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });

function amounts(of: ReadonlyMap<string, Ore>, name: string) {
  return [...of]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, amount]) => ({ [name]: code, amount: money(amount) }));
}

/** A comparison of methods for machines: one list of services and one of customers for each method. */
export function comparisonJson(
  head: Head,
  outcomes: readonly MethodOutcome[],
  order: OrderSensitivity | undefined,
) {
  return {
    year: head.year,
    scenario: head.scenario,
    methods: outcomes.map(({ method, services, customers, problems }) => ({
      method,
      services: amounts(services, "service"),
      customers: amounts(customers, "customer"),
      ...(problems.length === 0 ? {} : { problems }),
    })),
    ...(order === undefined
      ? {}
      : {
          order: {
            orders: order.orders,
            all: order.all,
            refused: order.refused,
            services: order.services.map((one) => ({ service: one.code, ...range(one) })),
            customers: order.customers.map((one) => ({ customer: one.code, ...range(one) })),
            neighbours: order.neighbours.map(({ first, second, movedOre }) => ({
              first,
              second,
              moved: money(movedOre),
            })),
          },
        }),
  };
}

function range({ declaredOre, leastOre, mostOre }: OrderEffect) {
  return { declared: money(declaredOre), least: money(leastOre), most: money(mostOre) };
}

export function idleJson(head: Head, idle: readonly IdleCapacity[]) {
  return {
    year: head.year,
    scenario: head.scenario,
    idle: idle.map((one) => ({
      pool: one.pool,
      owner: one.owner,
      unit: one.unit,
      unused: one.unused,
      ...(one.decision === undefined ? {} : { decision: one.decision }),
      capacity: { micro: String(one.capacityMicro) },
      used: { micro: String(one.usedMicro) },
      idle: { micro: String(one.unusedMicro) },
      over: { micro: String(one.overMicro) },
      amount: money(one.amountOre),
      carried: money(one.carriedOre),
      smeared: money(one.smearedOre),
      perUnitOfCapacity: money(one.perUnitOfCapacityOre),
      perUnitUsed: money(one.perUnitUsedOre),
    })),
  };
}

/** A measure for machines, by service or by customer; quantities in whole millionths of the unit. */
export function measureJson(
  head: Head,
  measured: {
    readonly measure: string;
    readonly unit: string;
    readonly inMicro: number;
    readonly outMicro: number;
  },
  rows: readonly (MeasureRow | MeasureCustomerRow)[],
) {
  const micro = (quantity: number): { micro: string } => ({ micro: String(quantity) });
  return {
    year: head.year,
    scenario: head.scenario,
    measure: measured.measure,
    unit: measured.unit,
    in: micro(measured.inMicro),
    out: micro(measured.outMicro),
    rows: rows.map((row) => ({
      service: row.service,
      activity: row.activity,
      period: row.period,
      ...("customer" in row
        ? { customer: row.customer, quantity: micro(row.quantityMicro) }
        : { direct: micro(row.directMicro), allocated: micro(row.allocatedMicro) }),
    })),
  };
}
