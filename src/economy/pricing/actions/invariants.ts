import type { Problem } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import type { Invariant } from "../../../platform/verify/index.ts";
import { feesOffTotal, twicePriced } from "../index.ts";
import { selectVersions } from "../sql/read.ts";
import { brokenFreeze } from "./versions.ts";

export const invariants: readonly Invariant[] = [
  {
    code: "pricing.fees-sum",
    sv: "Avgifterna för varje post summerar, med det som leverantören bär, till postens belopp på öret.",
    en: "The fees of every item sum, with what the provider bears, to its total, to the öre.",
    async check(tx: Transaction, provider: string): Promise<Problem[]> {
      // A draft may have no fees yet; it is held to this when it is decided.
      return (await selectVersions(tx, provider))
        .filter(({ state }) => state !== "draft")
        .flatMap(feesOffTotal);
    },
  },
  {
    code: "pricing.decided-is-frozen",
    sv: "En beslutad prislista är den som beslutades.",
    en: "A decided price list is the one that was decided.",
    async check(tx: Transaction, provider: string): Promise<Problem[]> {
      const versions = await selectVersions(tx, provider);
      return versions.map(brokenFreeze).filter((found) => found !== undefined);
    },
  },
  {
    code: "pricing.one-in-force",
    sv: "Ingen tjänst har två prislistor i kraft samma dag.",
    en: "No service has two price lists in force on the same day.",
    async check(tx: Transaction, provider: string): Promise<Problem[]> {
      return twicePriced(await selectVersions(tx, provider));
    },
  },
];
