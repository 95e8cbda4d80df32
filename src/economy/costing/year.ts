import {
  type Ore,
  type Period,
  type Problem,
  type Result,
  byCode,
  lastDayOf,
  ok,
  ore,
  refused,
} from "../../kernel/index.ts";
import { type CostingInput, type ServiceCosting, type ServiceCostRow, costServices } from "./engine.ts";
import { inForce } from "./keys.ts";
import type { CostModel } from "./model.ts";
import { problem } from "./problems.ts";

/** Months costed by the models in force: one costing for each model, since months never mix. */
export interface YearCosting {
  readonly parts: readonly ServiceCosting[];
  /** By service, then as each part has them. */
  readonly rows: readonly ServiceCostRow[];
  readonly inOre: Ore;
  readonly outOre: Ore;
}

export function costYear({
  models,
  ...input
}: Omit<CostingInput, "model"> & { readonly models: readonly CostModel[] }): Result<YearCosting> {
  const months = [...new Set(input.cells.map((cell) => cell.period))].sort(byCode);
  const problems: Problem[] = [];
  const monthsOf = new Map<CostModel, Set<Period>>();
  for (const month of months) {
    const found = modelOf(models, month);
    if (!found.ok) problems.push(...found.problems);
    else monthsOf.set(found.value, (monthsOf.get(found.value) ?? new Set()).add(month));
  }
  if (problems.length > 0) return refused(problems);
  const parts: ServiceCosting[] = [];
  for (const [model, periods] of monthsOf) {
    const result = costServices({
      ...input,
      model,
      cells: input.cells.filter((cell) => periods.has(cell.period)),
    });
    if (result.ok) parts.push(result.value);
    else problems.push(...result.problems);
  }
  if (problems.length > 0) return refused(problems);
  const total = (of: (part: ServiceCosting) => Ore): Ore =>
    ore(parts.reduce((sum, part) => sum + of(part), 0));
  return ok({
    parts,
    rows: parts.flatMap((part) => part.rows).sort((a, b) => byCode(a.service, b.service)),
    inOre: total((part) => part.inOre),
    outOre: total((part) => part.outOre),
  });
}

/** The one model in force on the last day of a month, which is what holds for the month. */
export function modelOf(models: readonly CostModel[], month: Period): Result<CostModel> {
  const found = models.filter((model) => inForce(model, lastDayOf(month)));
  const [model, other] = found;
  if (model === undefined) {
    return refused([
      problem(
        "costing.no-model",
        `Ingen kalkylmodell gäller i ${month}.`,
        `No costing model is in force in ${month}.`,
      ),
    ]);
  }
  if (other !== undefined) {
    return refused([
      problem(
        "costing.two-models",
        `Modellerna ”${model.model}” (från ${model.validFrom}) och ”${other.model}” (från ${other.validFrom}) gäller båda i ${month}.`,
        `The models "${model.model}" (from ${model.validFrom}) and "${other.model}" (from ${other.validFrom}) are both in force in ${month}.`,
      ),
    ]);
  }
  return ok(model);
}
