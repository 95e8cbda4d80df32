import type { Transaction } from "../platform/database/index.ts";
import { explainers as costing } from "../economy/costing/actions/index.ts";
import { invoiceExplainer } from "../economy/invoicing/actions/index.ts";
import type { Explanation } from "../economy/ledger/index.ts";
import { explainers as pricing } from "../economy/pricing/actions/index.ts";
import { explainers as settlement } from "../economy/settlement/actions/index.ts";
import { explainers as statements } from "../economy/statements/actions/index.ts";

export interface ExplainWish {
  /** How many levels are looked at; a room that can saves itself the work below. All when left out. */
  readonly depth?: number;
}

/** A room that can say why its figures are what they are, by the prefix of their ids. */
export interface Explainer {
  /** `statement:`, `invoice:` ... */
  readonly prefix: string;
  explain(
    tx: Transaction,
    provider: string,
    id: string,
    wish?: ExplainWish,
  ): Promise<Explanation | undefined>;
}

export const explainers: readonly Explainer[] = [
  ...costing,
  ...pricing,
  invoiceExplainer,
  ...settlement,
  ...statements,
];

/** What a customer may ask the basis of: its lines, their prices, its settlement. The books behind are the provider's. */
export const customerPrefixes: readonly string[] = ["invoice:", "price:", "settlement:"];
