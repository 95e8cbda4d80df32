import { negateOre, periodOf, type Problem, sumOre } from "../../../kernel/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { invoicesOf } from "../../invoicing/actions/index.ts";
import { linesOf } from "../../ledger/actions/index.ts";
import { voucherName } from "../../ledger/index.ts";
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
  {
    code: "settlement.provision-dissolved",
    sv: "En reserverad återreglering står i bokslutet med sin summa, och kreditnotorna löser upp den till öret.",
    en: "An accrued settlement stands in the closing with its total, and the credit notes dissolve it to the öre.",
    async check(tx, provider) {
      const found: Problem[] = [];
      for (const { settlement, year, state, totalOre, accrualVoucher } of await settlementHeads(
        tx,
        provider,
      )) {
        if (accrualVoucher === undefined) continue;
        const lines = await linesOf(tx, provider, { fiscalYear: year, periods: [periodOf(year, 12)] });
        const provision = sumOre(
          lines
            .filter(
              (line) => line.service !== "" && voucherName({ ...line, fiscalYear: year }) === accrualVoucher,
            )
            .map((line) => line.amountOre),
        );
        if (provision !== totalOre) found.push(problems.provisionDiffers(settlement, provision, totalOre));
        if (state !== "issued") continue;
        const documents = await invoicesOf(tx, provider, { run: `settlement-${year}` });
        const dissolved = negateOre(sumOre(documents.map((document) => document.netOre)));
        if (dissolved !== provision) found.push(problems.provisionDiffers(settlement, provision, dissolved));
      }
      return found;
    },
  },
];
