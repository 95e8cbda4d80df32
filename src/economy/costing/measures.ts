import {
  type Micro,
  type Period,
  type Result,
  assert,
  byCode,
  micro,
  ok,
  refused,
} from "../../kernel/index.ts";
import { type CustomerKeys, type NodeSplit, splitNodes } from "./customer-costing.ts";
import type { DriverReader } from "./driver.ts";
import { assertConserved, idleLines } from "./engine.ts";
import { activities, costObject, type Grid, gridOf, serviceNode, slot } from "./grid.ts";
import { type Activity, type Basis, type CostModel, type Measure, unallocated } from "./model.ts";
import { type Passed, passOn } from "./pass-on.ts";
import { problem } from "./problems.ts";
import { driverValue } from "./step-down.ts";

/** Hours, kWh or kgCO2e of services: passed on by the same pools, steps and keys as money, in whole millionths of the unit. */
export interface MeasureCosting extends Passed {
  readonly measure: Measure;
  readonly model: CostModel;
  readonly grid: Grid;
  readonly direct: Float64Array;
  readonly rows: readonly MeasureRow[];
  readonly inMicro: Micro;
  readonly outMicro: Micro;
}

export interface MeasureRow {
  readonly service: string;
  readonly activity: Activity;
  readonly period: Period;
  readonly directMicro: Micro;
  readonly allocatedMicro: Micro;
}

export interface MeasureCustomerRow {
  readonly service: string;
  readonly activity: Activity;
  readonly customer: string;
  readonly period: Period;
  readonly quantityMicro: Micro;
}

/**
 * A measure of every service (t.ex. kWh per tjänst): what its driver has for a pool or service in a month stands there, and
 * the steps pass it on. Nothing is lost or made: what comes out is what was measured, to the millionth.
 *
 * Agreed amounts are kronor and mean nothing in kWh, so that only their `rest` counts here. Cost: as for one cost element.
 */
export function costMeasure({
  model,
  measure: name,
  drivers,
  services,
  periods,
}: {
  readonly model: CostModel;
  readonly measure: string;
  readonly drivers: DriverReader;
  readonly services: readonly { readonly service: string }[];
  readonly periods: readonly Period[];
}): Result<MeasureCosting> {
  const measure = model.measures?.find((one) => one.measure === name);
  if (measure === undefined) return refused([unknownMeasure(model, name)]);
  const measured = withoutKronor(model);
  const codes = [...new Set(services.map((one) => one.service))].sort(byCode);
  const grid = gridOf(model, [...codes, ...idleLines(model), unallocated], [measure.measure], periods);
  const direct = new Float64Array(grid.size);
  let into = 0;
  for (const [p, period] of periods.entries()) {
    const put = (node: number, subject: string): void => {
      const value = driverValue(model, drivers, measure.driver, subject, period);
      direct[slot(grid, node, p)] = value;
      into += value;
    };
    for (const [node, pool] of grid.pools.entries()) put(node, pool);
    for (const [i, service] of codes.entries()) put(serviceNode(grid, i, "operation"), service);
  }
  const passed = passOn({ model: measured, grid, drivers, direct });
  if (!passed.ok) return passed;
  const out = assertConserved(grid, direct, passed.value.allocated);
  assert(into === out, `the measure puts out ${out} millionths of the ${into} that came in`);
  let rows: readonly MeasureRow[] | undefined;
  return ok({
    ...passed.value,
    measure,
    model: measured,
    grid,
    direct,
    inMicro: micro(into),
    outMicro: micro(out),
    get rows() {
      return (rows ??= rowsOf(grid, direct, passed.value.allocated));
    },
  });
}

/** A measure over customers by the same keys as the money. */
export function distributeMeasure(
  costing: MeasureCosting,
  keys: CustomerKeys,
): Result<readonly MeasureCustomerRow[]> {
  const split = splitNodes(costing, keys);
  if (!split.ok) return split;
  const rows = split.value.flatMap((one) => customerRows(costing.grid, one));
  const sum = rows.reduce((total, row) => total + row.quantityMicro, 0);
  assert(sum === costing.outMicro, `customers have ${sum} of the ${costing.outMicro} millionths of services`);
  return ok(rows, split.warnings);
}

function customerRows(grid: Grid, { node, periodIndex, customers, parts }: NodeSplit): MeasureCustomerRow[] {
  const object = costObject(grid, node);
  if (object === undefined) return [];
  const { service, activity } = object;
  const period = grid.periods[periodIndex] as Period;
  return customers.flatMap((customer, i) => {
    const quantityMicro = micro(parts[i] as number);
    return quantityMicro === 0 ? [] : [{ service, activity, customer, period, quantityMicro }];
  });
}

function rowsOf(grid: Grid, direct: Float64Array, allocated: Float64Array): MeasureRow[] {
  const rows: MeasureRow[] = [];
  for (const [s, service] of grid.services.entries()) {
    for (const activity of activities) {
      for (const [p, period] of grid.periods.entries()) {
        const at = slot(grid, serviceNode(grid, s, activity), p);
        const directMicro = micro(direct[at] as number);
        const allocatedMicro = micro(allocated[at] as number);
        if (directMicro === 0 && allocatedMicro === 0) continue;
        rows.push({ service, activity, period, directMicro, allocatedMicro });
      }
    }
  }
  return rows.sort((a, b) => byCode(a.service, b.service));
}

function withoutKronor(model: CostModel): CostModel {
  const rest = (by: Basis): Basis => (by.kind === "agreed" ? (by.rest ?? { kind: "equal" }) : by);
  return {
    ...model,
    steps: model.steps.map((step) => ({ ...step, by: rest(step.by) })),
    keys: model.keys.map((key) => ({ ...key, by: rest(key.by) })),
  };
}

function unknownMeasure(model: CostModel, name: string) {
  const known = (model.measures ?? []).map((one) => one.measure).join(", ") || "–";
  return problem(
    "costing.unknown-measure",
    `Modellen ”${model.model}” har inget mått ”${name}”. Den har: ${known}.`,
    `The model "${model.model}" has no measure "${name}". It has: ${known}.`,
    { file: model.file, line: 1 },
  );
}
