import { ore, sumOre } from "../../../kernel/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { problems } from "../problems.ts";
import { reconciliations } from "../sql/results.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "reconciliation.differences-are-the-difference",
    sv: "Avvikelserna i en avstämning är skillnaden mellan bokfört och fakturerat, till öret.",
    en: "The differences of a reconciliation are booked less invoiced, to the öre.",
    async check(tx, provider) {
      return (await reconciliations(tx, provider))
        .filter(
          (row) =>
            sumOre(row.differences.map((one) => ore(one.bookedOre - one.invoicedOre))) !==
            ore(row.bookedOre - row.invoicedOre),
        )
        .map((row) => problems.sumDiffers(row.period, row.customer));
    },
  },
];
