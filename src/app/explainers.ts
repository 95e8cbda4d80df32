import { explainers as costing } from "../economy/costing/actions/index.ts";
import { chargedExplainer, invoiceExplainer } from "../economy/invoicing/actions/index.ts";
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
  ...settlement,
  ...statements,
  combinedExplainer,
];

/** What a customer may ask the basis of: its lines, their prices, its settlement. The books behind are the provider's. */
export const customerPrefixes: readonly string[] = ["invoice:", "charged:", "price:", "settlement:", "sum:"];
