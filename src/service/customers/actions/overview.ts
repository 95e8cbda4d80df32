import type { Day } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { catalogueOf } from "../../catalogue/actions/index.ts";
import {
  agreementSharesByNumber,
  consolidation,
  consolidationMatrix,
  type ConsolidationMatrix,
  consolidationPlans,
  consolidationSteps,
  countCustomers,
  forums,
  meetings,
  needs,
  obstacles,
  obstacleStatistics,
  stoppedPlans,
  treatedServices,
  variantsOn,
} from "../index.ts";
import { agreementsOf, customersOf, serviceUsesOf } from "./read.ts";

/** Customers by services of a class with how far each has come (R019). */
export async function matrixOn(
  tx: Transaction,
  provider: string,
  on: { readonly day: Day; readonly serviceClass: string },
): Promise<ConsolidationMatrix> {
  return consolidationMatrix(
    {
      catalogue: await catalogueOf(tx, provider, on.day),
      customers: await customersOf(tx, provider),
      uses: await serviceUsesOf(tx, provider),
      plans: await entriesOf(tx, provider, consolidationPlans),
      steps: await entriesOf(tx, provider, consolidationSteps),
    },
    on,
  );
}

/**
 * What is said of all customers on a day: how many on each counting level, signed agreements and why not, consolidation with its
 * denominator, adapted variants, what was stopped in the year and which forums treated what. A share never comes alone.
 */
export async function customersOverview(
  tx: Transaction,
  provider: string,
  { day, serviceClass }: { readonly day: Day; readonly serviceClass: string },
) {
  const customers = await customersOf(tx, provider);
  const agreements = await agreementsOf(tx, provider);
  const uses = await serviceUsesOf(tx, provider);
  const year = { first: `${day.slice(0, 4)}-01-01` as Day, last: day };
  return {
    day,
    counts: [countCustomers(customers, day, "entity"), countCustomers(customers, day, "group")],
    agreements: agreementSharesByNumber(customers, agreements, day),
    obstacles: obstacleStatistics(await entriesOf(tx, provider, obstacles), agreements, day),
    consolidation: consolidation(
      { catalogue: await catalogueOf(tx, provider, day), customers, uses },
      { day, serviceClass },
    ),
    variants: variantsOn(uses, day),
    stopped: stoppedPlans(await entriesOf(tx, provider, consolidationPlans), year),
    forums: await entriesOf(tx, provider, forums),
    treated: treatedServices(await entriesOf(tx, provider, meetings), year),
    openNeeds: (await entriesOf(tx, provider, needs)).filter((need) => need.state === "captured"),
  };
}
