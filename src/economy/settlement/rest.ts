import { byCode, ore, type Ore, sumOre, zeroOre } from "../../kernel/index.ts";
import type { SettledService } from "./settle.ts";

/** What the final computation of the year adds to what was already settled (slutlig avstämning), per service. */
export interface SettlementRest {
  readonly services: readonly RestOfService[];
  readonly totalOre: Ore;
}

export interface RestOfService {
  readonly service: string;
  readonly finalOre: Ore;
  readonly issuedOre: Ore;
  readonly restOre: Ore;
}

/** Final recovery - issued. Where it goes, into equity or forward to the next year, is the policy's word, not ours. */
export function restOf({
  final,
  issued,
}: {
  readonly final: readonly Pick<SettledService, "service" | "recoveryOre">[];
  readonly issued: readonly Pick<SettledService, "service" | "settledOre">[];
}): SettlementRest {
  const finalOf = new Map(final.map((row) => [row.service, row.recoveryOre]));
  const issuedOf = new Map(issued.map((row) => [row.service, row.settledOre]));
  const services = [...new Set([...finalOf.keys(), ...issuedOf.keys()])].toSorted(byCode).map((service) => {
    const finalOre = finalOf.get(service) ?? zeroOre;
    const issuedOre = issuedOf.get(service) ?? zeroOre;
    return { service, finalOre, issuedOre, restOre: ore(finalOre - issuedOre) };
  });
  return { services, totalOre: sumOre(services.map((row) => row.restOre)) };
}
