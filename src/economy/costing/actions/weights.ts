import { type Problem, byCode, firstDayOf, lastDayOf, type Period } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Basis, type CostModel, type DriverValue, type IfZero, checkDrivers } from "../index.ts";
import { problem } from "../problems.ts";
import { storedDrivers, storedDriverValues } from "../sql/registers.ts";
import { modelsOf } from "./inputs.ts";

/**
 * Drivers that a model shares costs by, and that are zero for everybody from some month on: the costs of that month
 * would have nowhere to go. Found when the values are loaded, not when the month is costed.
 *
 * Cost: O(values log values) for each driver that a model uses.
 */
export async function zeroWeights(tx: Transaction, provider: string): Promise<Problem[]> {
  const models = await modelsOf(tx, provider);
  if (!models.ok) return [...models.problems];
  const byDriver = new Map<string, DriverValue[]>();
  const measured = await storedDriverValues(tx, provider);
  const withValues = [...new Set(measured.map((value) => value.driver))];
  const wrong = checkDrivers(await storedDrivers(tx, provider), { withValues });
  if (wrong.length > 0) return wrong;
  for (const value of measured) {
    const own = byDriver.get(value.driver);
    if (own === undefined) byDriver.set(value.driver, [value]);
    else own.push(value);
  }
  const zeroFrom = new Map([...byDriver].map(([driver, values]) => [driver, zeroMonths(values)]));
  return models.value.flatMap((model) =>
    usesOfDrivers(model).flatMap(({ driver, line }) => {
      const month = zeroFrom.get(driver)?.find((period) => isInForce(model, period));
      if (month === undefined) return [];
      return [
        problem(
          "costing.weights-all-zero",
          `Drivaren ”${driver}” är noll för alla i ${month}, och kostnader ska fördelas efter den.`,
          `The driver "${driver}" is zero for everybody in ${month}, and costs are to be shared by it.`,
          { file: model.file, line },
        ),
      ];
    }),
  );
}

/** The months of change after which every value in force is zero, oldest first. */
function zeroMonths(values: readonly DriverValue[]): Period[] {
  const inForce = new Map<string, number>();
  const months = [...new Set(values.map((value) => value.periodFrom))].sort(byCode);
  const found: Period[] = [];
  for (const month of months) {
    for (const value of values) {
      if (value.periodFrom === month) inForce.set(`${value.service}\t${value.subject}`, value.valueMicro);
    }
    if ([...inForce.values()].every((value) => value === 0)) found.push(month);
  }
  return found;
}

function usesOfDrivers(model: CostModel): { readonly driver: string; readonly line: number }[] {
  return [...model.steps, ...model.keys].flatMap((one: { by: Basis; ifZero: IfZero; line: number }) => {
    const by = one.by.kind === "agreed" ? one.by.rest : one.by;
    return by?.kind === "driver" && one.ifZero === "refuse" ? [{ driver: by.driver, line: one.line }] : [];
  });
}

function isInForce(model: CostModel, period: Period): boolean {
  return (
    model.validFrom <= lastDayOf(period) &&
    (model.validTo === undefined || model.validTo >= firstDayOf(period))
  );
}
