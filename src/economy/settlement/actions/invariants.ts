import { sumOre } from "../../../kernel/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { problems } from "../problems.ts";
import { settlementHeads, storedSettlement } from "../sql/settlements.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "settlement.shares-are-the-total",
    sv: "Kundernas delar av en återreglering är summan, till öret, och tjänsternas likaså.",
    en: "The customers' shares of a settlement are its total, to the öre, and so are the services'.",
    async check(tx, provider) {
      const found = [];
      for (const { settlement, totalOre } of await settlementHeads(tx, provider)) {
        const stored = await storedSettlement(tx, provider, settlement);
        if (stored === undefined) continue;
        for (const parts of [
          sumOre(stored.computed.customers.map((row) => row.amountOre)),
          sumOre(stored.computed.services.map((row) => row.settledOre)),
        ]) {
          if (parts !== totalOre) {
            found.push(problems.sumDiffers(settlement, parts, totalOre));
          }
        }
      }
      return found;
    },
  },
];
