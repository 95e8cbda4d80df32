import { explainers as costing } from "../economy/costing/actions/index.ts";
import {
  chargedExplainer,
  clauseExplainer,
  invoiceExplainer,
  orderExplainer,
} from "../economy/invoicing/actions/index.ts";
import type { Explanation, SeeAlso } from "../economy/ledger/index.ts";
import { combinedExplainer, type Explainer } from "../economy/ledger/actions/index.ts";
import { explainers as pricing } from "../economy/pricing/actions/index.ts";
import { explainers as settlement } from "../economy/settlement/actions/index.ts";
import { explainers as statements } from "../economy/statements/actions/index.ts";
import { voucherExplainer } from "./voucher-explainer.ts";

/** Every room that can say why its figures are what they are, by the prefix of their ids. */
export const explainers: readonly Explainer[] = [
  ...costing.filter(({ prefix }) => prefix !== voucherExplainer.prefix),
  voucherExplainer,
  ...pricing,
  invoiceExplainer,
  chargedExplainer,
  orderExplainer,
  clauseExplainer,
  ...settlement,
  ...statements,
  combinedExplainer,
];

/** What a customer may ask the basis of: its lines, their prices, its settlement. The books behind are the provider's. */
export const customerPrefixes: readonly string[] = [
  "invoice:",
  "charged:",
  "order:",
  "clause:",
  "price:",
  "settlement:",
  "sum:",
];

/** The figures that one leads to, of those that the asker may ask about. */
export function seenBy(role: string, { see = [] }: Pick<Explanation, "see">): readonly SeeAlso[] {
  return role === "customer"
    ? see.filter(({ id }) => customerPrefixes.some((prefix) => id.startsWith(prefix)))
    : see;
}
