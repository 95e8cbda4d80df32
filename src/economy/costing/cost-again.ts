import { type Result, ok } from "../../kernel/index.ts";
import { type CustomerCosting, distributeToCustomers } from "./customer-costing.ts";
import { type CustomerKeys, driversOfKey } from "./customer-weights.ts";
import type { DriverReader } from "./driver.ts";
import {
  type PlacedCells,
  type ServiceCosting,
  assertConserved,
  costPlaced,
  driversOf,
  withRows,
} from "./engine.ts";
import { keyOf } from "./keys.ts";
import type { CostModel, Step } from "./model.ts";
import { passOn } from "./pass-on.ts";

/** A costing with its customers, made to be changed a little at a time (tänk om). It writes nothing. */
export interface Costed {
  readonly placed: PlacedCells;
  readonly costing: ServiceCosting;
  readonly customers: CustomerCosting;
}

/** Everything a what-if reads beside the placed cells. `keys.drivers` and `drivers` are usually the same. */
export interface CostedInputs {
  readonly drivers: DriverReader;
  readonly keys: CustomerKeys;
}

/** What is not as it was. Only this is looked at: what changed without being named keeps its old effect. */
export interface Changed {
  readonly drivers?: readonly string[];
  /** Services whose metered volumes or users are others. */
  readonly services?: readonly string[];
  /** Keys, assignments and exceptions: the model's steps must be the same. */
  readonly keys?: readonly string[];
}

export function costInFull(placed: PlacedCells, { drivers, keys }: CostedInputs): Result<Costed> {
  const costing = costPlaced(placed, drivers);
  if (!costing.ok) return costing;
  const customers = distributeToCustomers(costing.value, keys);
  if (!customers.ok) return customers;
  return ok({ placed, costing: costing.value, customers: customers.value }, customers.warnings);
}

/**
 * The same costing with something changed, exactly as if it were made from the beginning: steps whose drivers and amounts are as
 * they were are taken over, and so are services whose cost and weights are. `model` may have other keys, assignments and
 * exceptions than before, but not other pools, rules or steps.
 *
 * Cost: what has changed and everything downstream of it, plus O(nodes x periods x elements) to see what that is.
 */
export function costAgain(
  before: Costed,
  { drivers, keys, model = before.placed.model }: CostedInputs & { readonly model?: CostModel },
  changed: Changed,
): Result<Costed> {
  const placed: PlacedCells = { ...before.placed, model };
  const otherDrivers = new Set(changed.drivers ?? []);
  const passed = passOn({
    ...placed,
    drivers,
    before: {
      ...before.costing,
      changed: (step) => driversOfStep(model, step).some((driver) => otherDrivers.has(driver)),
    },
  });
  if (!passed.ok) return passed;
  assertConserved(placed.grid, placed.direct, passed.value.allocated);
  const costing = withRows(placed, passed.value);
  const services = new Set(changed.services ?? []);
  const otherKeys = new Set(changed.keys ?? []);
  for (const key of model.keys) {
    if (driversOfKey(model, key).some((driver) => otherDrivers.has(driver))) otherKeys.add(key.key);
  }
  const customers = distributeToCustomers(costing, keys, {
    splits: before.customers.splits,
    unchanged(service, period) {
      if (services.has(service)) return false;
      const key = keyOf(model, service, period)?.key ?? "";
      const earlier =
        model === before.placed.model ? key : (keyOf(before.placed.model, service, period)?.key ?? "");
      return key === earlier && !otherKeys.has(key);
    },
  });
  if (!customers.ok) return customers;
  return ok({ placed, costing, customers: customers.value }, customers.warnings);
}

/** The drivers that decide how a step passes its pool on: its own and its capacity's. */
function driversOfStep(model: CostModel, step: Step): string[] {
  const capacity = model.pools.find((pool) => pool.pool === step.from)?.capacity?.driver;
  return [...driversOf(step.by), ...(capacity === undefined ? [] : [capacity])];
}
