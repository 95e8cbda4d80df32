import type { Transaction } from "../platform/database/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";

/** A room that can say why its figures are what they are, by the prefix of their ids. */
export interface Explainer {
  /** `statement:`, `invoice:` ... */
  readonly prefix: string;
  explain(tx: Transaction, provider: string, id: string): Promise<Explanation | undefined>;
}

export const explainers: readonly Explainer[] = [];
