import { type Day, periodOfDay } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { decisionsOf } from "../../../service/customers/actions/index.ts";
import { whatIfBasis } from "../../costing/actions/index.ts";
import type { WhatIfBasis } from "../../costing/index.ts";
import { itemPlansOf, type PricePlayBasis } from "../index.ts";
import { plannedInYear } from "./basis.ts";
import { yearBefore } from "./simulate.ts";
import { versionOf } from "./versions.ts";

/** What a year's prices are made of, to be played with: the costed budget, the items, the volumes and the year before. */
export async function pricePlayBasis(
  tx: Transaction,
  provider: string,
  question: { readonly year: number; readonly version?: string | undefined },
  now: string,
): Promise<{ readonly costing: WhatIfBasis; readonly prices: PricePlayBasis }> {
  const version = await versionOf(tx, provider, question, "draft");
  const { fiscalYear: year } = version;
  const costing = await whatIfBasis(tx, { provider, year, scenario: "budget" });
  const knownOn = version.decision?.decidedOn ?? (now.slice(0, 10) as Day);
  const decidedOn = new Map((await decisionsOf(tx, provider)).map((one) => [one.decision, one.decidedOn]));
  const { previous, against, earlier } = await yearBefore(tx, provider, version);
  return {
    costing: {
      ...costing,
      // As in a proposal: an exception decided later is not known yet.
      models: costing.models.map((model) => ({
        ...model,
        exceptions: model.exceptions.filter(
          ({ decision }) => (decidedOn.get(decision) ?? knownOn) <= knownOn,
        ),
      })),
    },
    prices: {
      version: {
        version: version.version,
        fiscalYear: year,
        validFrom: version.validFrom,
        validTo: version.validTo,
        rounding: version.rounding,
      },
      month: periodOfDay(version.validFrom),
      items: itemPlansOf(version),
      volumes: await plannedInYear(tx, provider, year, [...version.items, ...earlier]),
      previous,
      against,
    },
  };
}
