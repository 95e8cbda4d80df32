import { type Period, type Problem, Refusal, periodsOfYear, required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  compareMethods,
  type CostModel,
  costMeasure,
  distributeMeasure,
  type IdleCapacity,
  idleCapacities,
  type MeasureCustomerRow,
  type MeasureRow,
  type MethodOutcome,
  modelOf,
  type OrderSensitivity,
  orderSensitivity,
} from "../index.ts";
import { problem } from "../problems.ts";
import { costingOf } from "./cost.ts";
import { type CostingQuestion, costingInputs, customerKeysOf } from "./inputs.ts";

export interface MethodComparison {
  readonly outcomes: readonly MethodOutcome[];
  /** `undefined` where the model cannot be read as a step-down at all. */
  readonly order: OrderSensitivity | undefined;
}

/** What every service and customer would pay under each method, and what the order of a step-down decides. Stored nowhere. */
export async function compareCosting(tx: Transaction, question: CostingQuestion): Promise<MethodComparison> {
  const { inputs, costing } = await costingOf(tx, question);
  const keys = await customerKeysOf(tx, question);
  const { parts } = costing;
  const order = orderSensitivity({ parts, drivers: inputs.drivers, keys });
  return {
    outcomes: compareMethods({ parts, drivers: inputs.drivers, keys }),
    order: order.ok ? order.value : undefined,
  };
}

/** Unused capacity of the year, by pool; a year whose models differ has a line for each model's months. */
export async function idleCapacitiesOf(
  tx: Transaction,
  question: CostingQuestion,
): Promise<readonly IdleCapacity[]> {
  const { inputs, costing } = await costingOf(tx, question);
  return costing.parts.flatMap((part) => idleCapacities(part, inputs.drivers));
}

/** Another measure of the year: what services and customers have of it. */
export interface Measured {
  readonly measure: string;
  readonly unit: string;
  readonly services: readonly MeasureRow[];
  readonly customers: readonly MeasureCustomerRow[];
  readonly inMicro: number;
  readonly outMicro: number;
  readonly warnings: readonly Problem[];
}

/** Throws `Refusal` when a month's model has no such measure, or two models of the year mean different units by it. */
export async function measuredOf(
  tx: Transaction,
  question: CostingQuestion,
  measure: string,
): Promise<Measured> {
  const inputs = await costingInputs(tx, question);
  const keys = await customerKeysOf(tx, question);
  const months = new Map<CostModel, Period[]>();
  for (const month of periodsOfYear(question.year)) {
    const model = required(modelOf(inputs.models, month));
    months.set(model, [...(months.get(model) ?? []), month]);
  }
  const measured: Measured[] = [];
  for (const [model, periods] of months) {
    const { drivers, services } = inputs;
    const costing = required(costMeasure({ model, measure, drivers, services, periods }));
    const shared = distributeMeasure(costing, keys);
    measured.push({
      measure,
      unit: costing.measure.unit,
      services: costing.rows,
      customers: required(shared),
      inMicro: costing.inMicro,
      outMicro: costing.outMicro,
      warnings: shared.ok ? shared.warnings : [],
    });
  }
  const [first, ...rest] = measured as [Measured, ...Measured[]];
  const other = rest.find((one) => one.unit !== first.unit);
  if (other !== undefined) throw new Refusal([twoUnits(measure, first.unit, other.unit)]);
  const sum = (of: (one: Measured) => number): number => measured.reduce((total, one) => total + of(one), 0);
  return {
    measure,
    unit: first.unit,
    services: measured.flatMap((one) => one.services),
    customers: measured.flatMap((one) => one.customers),
    inMicro: sum((one) => one.inMicro),
    outMicro: sum((one) => one.outMicro),
    warnings: measured.flatMap((one) => one.warnings),
  };
}

function twoUnits(measure: string, one: string, other: string): Problem {
  return problem(
    "costing.measure-units-differ",
    `Årets modeller mäter ”${measure}” i både ${one} och ${other}.`,
    `The year's models measure "${measure}" in both ${one} and ${other}.`,
  );
}
