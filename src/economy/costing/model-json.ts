import type { Ore } from "../../kernel/index.ts";
import { nowhereRows, placesOf } from "./model-coverage.ts";
import type { ModelReport } from "./model-report.ts";

/** A stored model as lists show it. */
export interface ListedModel {
  readonly model: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly sha256: string;
}

const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });

export function modelsJson(stored: readonly ListedModel[]) {
  return {
    models: stored.map(({ model, validFrom, validTo, sha256 }) => ({
      id: `${model}@${validFrom}`,
      model,
      valid_from: validFrom,
      valid_to: validTo,
      sha256,
    })),
  };
}

export function reportJson(
  { model, coverage, conservation, problems }: ModelReport,
  { year, scenario }: { readonly year: number; readonly scenario: string },
) {
  return {
    model: `${model.model}@${model.validFrom}`,
    year,
    scenario,
    coverage: {
      in: money(coverage.inOre),
      placed: money(coverage.placedOre),
      whole: coverage.isWhole,
      places: placesOf(coverage).map(({ place, accounts, costCentres, amountOre }) => ({
        kind: place.kind,
        code: place.code,
        accounts,
        cost_centres: costCentres,
        amount: money(amountOre),
      })),
      nowhere: nowhereRows(coverage).map((row) => ({
        account: row.account,
        cost_centre: row.costCentre,
        from: row.firstPeriod,
        to: row.lastPeriod,
        amount: money(row.amountOre),
      })),
    },
    conservation:
      conservation === undefined
        ? null
        : {
            in: money(conservation.inOre),
            out: money(conservation.outOre),
            steps: conservation.steps.map(({ from, inOre, outOre, isKept }) => ({
              from,
              in: money(inOre),
              out: money(outOre),
              kept: isKept,
            })),
          },
    problems,
  };
}
