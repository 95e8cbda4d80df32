import type { Transaction } from "../platform/database/index.ts";
import { explainers as costing } from "../economy/costing/actions/index.ts";
import { invoiceExplainer } from "../economy/invoicing/actions/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { explainers as pricing } from "../economy/pricing/actions/index.ts";
import { explainers as settlement } from "../economy/settlement/actions/index.ts";
import { explainers as statements } from "../economy/statements/actions/index.ts";

/** A room that can say why its figures are what they are, by the prefix of their ids. */
export interface Explainer {
  /** `statement:`, `invoice:` ... */
  readonly prefix: string;
  explain(tx: Transaction, provider: string, id: string): Promise<Explanation | undefined>;
}

export const explainers: readonly Explainer[] = [
  ...costing,
  ...pricing,
  invoiceExplainer,
  ...settlement,
  ...statements,
];
