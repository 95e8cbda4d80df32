import { required } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Alternative,
  compareSettlements,
  policyChoices,
  readAlternative,
  type SettlementComparison,
  usualAlternativesTo,
} from "../index.ts";
import { computeSettlement, settingsOf, settlementPolicy } from "./compute.ts";

/** A policy to weigh: its name and its words as pack.yaml has them; what it leaves out is the year's own. */
export interface PolicySource {
  readonly name: string;
  readonly source: unknown;
}

/** The policy that an address asks for, by the words in it: none when it says none of them. */
export function askedPolicy(said: (word: string) => string | undefined): PolicySource[] {
  const words = [...Object.keys(policyChoices), "basis"];
  const source = Object.fromEntries(words.flatMap((word) => (said(word) ? [[word, said(word)]] : [])));
  return Object.keys(source).length === 0 ? [] : [{ name: "asked", source }];
}

/**
 * The year by its own policy and by others, side by side. Nothing is written. Without others, the usual questions are
 * asked: another level, another distribution, another basis.
 */
export async function compareSettlementPolicies(
  tx: Transaction,
  provider: string,
  { year, policies }: { readonly year: number; readonly policies: readonly PolicySource[] },
): Promise<SettlementComparison> {
  const own = await settlementPolicy(tx, provider, year);
  const settings = await settingsOf(tx, provider);
  const others =
    policies.length === 0
      ? usualAlternativesTo(own)
      : policies.map(({ name, source }) => ({
          name,
          policy: required(readAlternative(settings, year, source, name)),
        }));
  const alternatives: Alternative[] = [];
  for (const { name, policy } of [{ name: "own", policy: own }, ...others]) {
    alternatives.push({ name, policy, computed: (await computeSettlement(tx, provider, policy)).computed });
  }
  return compareSettlements(year, alternatives);
}
