import type { Transaction } from "../../../platform/database/index.ts";
import { customersOf, serviceUsesOf } from "../../../service/customers/actions/index.ts";
import { type WhatIfBasis, valuesOfYear } from "../index.ts";
import { servicesOfItems } from "../sql/registers.ts";
import { driverBook } from "./drivers.ts";
import { frozenDriverValues } from "../sql/drivers.ts";
import { type CostingQuestion, costingInputs, volumesOf } from "./inputs.ts";

/** Everything that a year's costing is made of, to be played with elsewhere: what was read is what `scenarioOf` reads. */
export async function whatIfBasis(tx: Transaction, question: CostingQuestion): Promise<WhatIfBasis> {
  const { provider, year, scenario } = question;
  const { cells, models, services, projects } = await costingInputs(tx, question);
  const { registered, values } = await driverBook(tx, provider);
  const customers = await customersOf(tx, provider);
  return {
    year,
    scenario,
    models,
    cells,
    drivers: registered,
    values: valuesOfYear(values, year),
    frozen: (await frozenDriverValues(tx, provider)).filter((one) => one.period.startsWith(`${year}-`)),
    volumes: await volumesOf(tx, question),
    customers: customers.map(({ customer, name, validFrom, validTo }) => ({
      customer,
      name,
      validFrom,
      validTo,
    })),
    uses: await serviceUsesOf(tx, provider),
    services,
    projects,
    items: [...(await servicesOfItems(tx, provider)).keys()],
  };
}
