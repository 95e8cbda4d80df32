import type { Ore } from "../../kernel/index.ts";
import type { Comparison } from "./item-charges.ts";
import type { PriceListVersion } from "./price-list.ts";
import type { Amounts, Simulation } from "./simulate.ts";

/** A simulated price list with what it is compared with: what the command, the web and the API all show. */
export interface ShownSimulation {
  readonly version: PriceListVersion;
  readonly simulation: Simulation;
  readonly against: Comparison;
  readonly contentSha256: string;
}

/** Which consequences are looked at (urval): one customer's, one service's, or all. */
export interface Sieve {
  readonly customer?: string | undefined;
  readonly service?: string | undefined;
}

export function simulationJson({ version, simulation, against, contentSha256 }: ShownSimulation) {
  const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });
  const amounts = ({ nowOre, previousOre, differenceOre, effects }: Amounts) => ({
    now: money(nowOre),
    previous: money(previousOre),
    difference: money(differenceOre),
    effects: {
      price: money(effects.priceOre),
      volume: money(effects.volumeOre),
      key: money(effects.keyOre),
      scope: money(effects.scopeOre),
      other: money(effects.otherOre),
    },
  });
  return {
    version: version.version,
    year: version.fiscalYear,
    state: version.state,
    contentSha256,
    against,
    customers: simulation.customers.map((row) => ({ customer: row.customer, ...amounts(row) })),
    lines: simulation.lines.map((row) => ({ customer: row.customer, service: row.service, ...amounts(row) })),
    totals: amounts(simulation.totals),
  };
}
