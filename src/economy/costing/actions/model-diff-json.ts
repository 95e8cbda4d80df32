import type { Ore } from "../../../kernel/index.ts";
import type { Movement } from "../index.ts";
import type { ModelDifference } from "./models.ts";

const money = (amount: Ore): { ore: string } => ({ ore: String(amount) });

/** What was compared, and on what. */
export interface Compared {
  readonly year: number;
  readonly scenario: string;
  readonly before: string;
  readonly after: string;
}

/** What two models say differently and what it moves, as JSON. */
export function diffJson({ changes, services, customers }: ModelDifference, of: Compared) {
  const movement = ({ code, beforeOre, afterOre, movedOre }: Movement) => ({
    code,
    before: money(beforeOre),
    after: money(afterOre),
    moved: money(movedOre),
  });
  const { before, after, year, scenario } = of;
  return {
    before,
    after,
    year,
    scenario,
    changes: changes.map(
      ({ aloneOre, aloneServicesOre, customers: moved, services: shifted, isLast, ...one }) => ({
        ...one,
        ...(aloneServicesOre === undefined ? {} : { alone_services: money(aloneServicesOre) }),
        ...(shifted === undefined ? {} : { services: shifted.map(movement) }),
        ...(aloneOre === undefined ? {} : { alone: money(aloneOre) }),
        ...(moved === undefined ? {} : { customers: moved.map(movement) }),
        ...(isLast === true ? { as: "last" } : {}),
      }),
    ),
    services: services.map(movement),
    customers: customers.map(movement),
  };
}
